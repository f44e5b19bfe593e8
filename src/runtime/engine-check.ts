import type { Scalar, Tensor, Tensor4D, Tf } from "#lab/tf.ts";
import { networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { train } from "#ml/training.ts";

/** How far a number may be from wasm's: far above the rounding of 32 bits, far below that of 16. */
const tolerance = 1e-4;

/** Whether the engine at work gives the numbers that wasm gave. */
export function agrees(own: Float32Array, reference: Float32Array): boolean {
  return (
    own.length === reference.length &&
    own.every((value, i) => Math.abs(value - (reference[i] ?? NaN)) <= tolerance)
  );
}

/**
 * Loss and weights of a tiny convolutional net after one step of gradient descent, on the engine at work: convolution, pooling,
 * a choice by comparison, a dense layer, and the gradients of all four.
 */
export async function goldenStep(tf: Tf): Promise<Float32Array> {
  const random = randomStreams(1)("golden step");
  const drawn = (shape: readonly number[]): Tensor => {
    const count = shape.reduce((product, length) => product * length, 1);
    return tf.tensor(
      Float32Array.from({ length: count }, () => random.normal() / 2),
      [...shape],
    );
  };
  const after = tf.tidy(() => {
    const weights = [drawn([3, 3, 2, 4]), drawn([4]), drawn([3 * 3 * 4, 5]), drawn([5])];
    const images = drawn([3, 6, 6, 2]) as Tensor4D;
    const targets = tf.cast(tf.oneHot(tf.tensor1d([0, 3, 1], "int32"), 5), "float32");
    const loss = (...values: Tensor[]): Scalar => {
      const [filter, shift, kernel, bias] = values as [Tensor, Tensor, Tensor, Tensor];
      const settings = { stride: 1, pad: "same", activation: "linear", pool: 2 } as const;
      const seen = tf.convolution(images, filter, shift, settings); // → [3, 3, 3, 4]
      const leaky = tf.where(tf.greater(seen, 0), seen, tf.mul(seen, 0.1));
      const flat = tf.reshape(leaky, [3, 3 * 3 * 4]);
      return tf.softmaxCrossEntropy(tf.dense(flat, kernel, bias, "linear"), targets);
    };
    const { value, grads } = tf.valueAndGrads(loss)(weights);
    const stepped = weights.map((weight, i) => tf.sub(weight, tf.mul(grads[i] ?? NaN, 0.1)));
    return tf.concat([value, ...stepped].map((tensor) => tf.reshape(tensor, [-1])));
  });
  const numbers = Float32Array.from(await after.data());
  after.dispose();
  return numbers;
}

/** Milliseconds of one training step of the small convolutional net on the engine at work, measured for about `budgetMs` after the steps that compile it. */
export async function stepMs(tf: Tf, budgetMs: number): Promise<number> {
  const batchSize = 64;
  // Ten steps a pass, as the weights are read after each pass.
  const count = 10 * batchSize;
  const random = randomStreams(1);
  const pixels = random("pixels");
  const set = {
    count,
    height: 28,
    width: 28,
    channels: 1,
    pixels: Float32Array.from({ length: count * 28 * 28 }, () => pixels.uniform()),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  };
  const schedule = { epochs: 1e6, batchSize, learningRate: 1e-3 };
  const streams = { weights: random("weights"), order: random("order") };
  const steps = train(tf, networks.conv, set, schedule, streams);
  let start = performance.now();
  try {
    for await (const { step, weights } of steps) {
      // Engines on a graphics processor promise results before they have them; a read makes them keep it.
      await weights["output.bias"]?.data();
      const now = performance.now();
      if (step === compilingSteps) start = now;
      else if (step > compilingSteps && now - start >= budgetMs) {
        return (now - start) / (step - compilingSteps);
      }
    }
  } finally {
    await steps.return(undefined as never);
  }
  throw new Error("the training ended before its time was measured");
}

const compilingSteps = 2;
