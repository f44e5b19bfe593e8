/** Training of one model, pass by pass. */
import type { Random, Runtime } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tf } from "#lab/tf.ts";
import { characterLoss, characterWeights } from "#ml/character-model.ts";
import { alphabet } from "#ml/characters.ts";
import { expectFinite } from "#ml/finite.ts";
import { adam, type OptimiserState, stateTensors } from "#ml/optimisers.ts";
import { privateGradients } from "#ml/private-gradients.ts";
import { named, type Weights } from "#ml/weights.ts";

import { batchOf } from "./corpus.ts";
import { batchSize, learningRate, lotSize, pieceLength, type Teaching } from "./plan.ts";

/** A step done: which pass it belongs to, whether it ends it, and the weights as they are now, lent. */
interface Lesson {
  readonly epoch: number;
  readonly isPassEnd: boolean;
  readonly weights: Weights;
}

interface LessonSettings extends Pick<Teaching, "units" | "dropout" | "noise"> {
  readonly epochs: number;
  /** Most length of one piece's gradient, with DP-SGD. */
  readonly clip: number;
}

/**
 * Trains fresh weights on pieces with Adam, yielding after every step and freeing everything at its end. With DP-SGD a step draws each
 * piece on its own, so that a pass is one in the number of its steps alone.
 */
export async function* lessons(
  { tf, random }: Pick<Runtime, "tf" | "random">,
  pieces: readonly Int32Array[],
  { units, dropout, noise, epochs, clip }: LessonSettings,
): AsyncGenerator<Lesson> {
  const optimiser = adam();
  const order = random("order of the pieces");
  const drawing = random("pieces drawn");
  const noises = random("noise");
  const dropping = random("dropout");
  let weights = characterWeights(tf, random("weights"), { symbols: alphabet.length, units });
  let state = optimiser.start(tf, weights);
  const names = Object.keys(weights);
  const steps = Math.ceil(pieces.length / (noise === null ? batchSize : lotSize));

  /** Whether each piece is drawn, at a chance that makes a lot of them on average. */
  const drawn = (): Int32Array[] =>
    pieces.filter(() => drawing.uniform() < lotSize / pieces.length);
  const lossOn =
    (learnt: readonly Int32Array[]) =>
    (...values: Tensor[]): Scalar => {
      const batch = batchOf(learnt);
      const mask = dropout === 0 ? undefined : maskOf(tf, batch.batch, units, dropout, dropping);
      return characterLoss(tf, named(names, values), batch, mask);
    };

  try {
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      const turn = Array.from(order.permutation(pieces.length), (i) =>
        pieces.slice(i, i + 1),
      ).flat();
      for (let step = 0; step < steps; step += 1) {
        const values = Object.values(weights);
        const gradients =
          noise === null
            ? tf.grads(lossOn(turn.slice(step * batchSize, (step + 1) * batchSize)))(values)
            : privateGradients(
                tf,
                values,
                drawn().map((piece) => lossOn([piece])),
                { clip, noise, lot: lotSize },
                noises,
              );
        ({ weights, state } = moved(weights, gradients, state));
        const isPassEnd = step === steps - 1;
        if (isPassEnd) await expectFinite(tf, weights, `after pass ${epoch}`);
        yield { epoch, isPassEnd, weights };
      }
    }
  } finally {
    tf.dispose([...Object.values(weights), ...stateTensors(state)]);
  }

  /** One step of the optimiser; what went in is disposed. */
  function moved(
    before: Weights,
    gradients: Tensor[],
    old: OptimiserState,
  ): { weights: Weights; state: OptimiserState } {
    const next = optimiser.step(tf, before, gradients, old, learningRate);
    tf.dispose([...Object.values(before), ...gradients, ...stateTensors(old)]);
    return next;
  }
}

/** Dropout of states on their way to the softmax (Srivastava et al. 2014, scaled in training). */
function maskOf(tf: Tf, batch: number, units: number, dropout: number, random: Random): Tensor {
  const rows = pieceLength * batch;
  const values = Float32Array.from({ length: rows * units }, () =>
    random.uniform() < dropout ? 0 : 1 / (1 - dropout),
  );
  return tf.tensor(values, [rows, units]);
}

/** Mean loss on pieces, in bits a character. */
export async function lossInBits(
  tf: Tf,
  weights: Weights,
  pieces: readonly Int32Array[],
): Promise<number> {
  const loss = tf.tidy(() => characterLoss(tf, weights, batchOf(pieces)));
  const [nats = Number.NaN] = await loss.data();
  tf.dispose(loss);
  return nats / Math.LN2;
}
