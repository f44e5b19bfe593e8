import type { Random } from "../../src/lab/runtime.ts";
import type { Scalar, Tensor, Tf } from "../../src/lab/tf.ts";

const [vocabulary, units, batch, steps] = [64, 128, 32, 40] as const;

/** One update of a character model: LSTM of 128 units over 40 steps of 32 texts, softmax over 64 characters, and Adam. Gives the loss, to be freed by the caller. */
export function charLstm(tf: Tf, random: Random): { update(): Tensor; dispose(): void } {
  const normal = (...shape: readonly number[]): Tensor => {
    const count = shape.reduce((product, length) => product * length, 1);
    return tf.tensor(
      Float32Array.from({ length: count }, () => 0.1 * random.normal()),
      [...shape],
    );
  };
  const text = Int32Array.from({ length: steps * batch }, () => random.integer(vocabulary));
  const next = text.map((character) => (character + 1) % vocabulary);
  const characters = tf.tensor1d(text, "int32");
  const targets = tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d(next, "int32"), vocabulary), "float32"),
  );
  let weights = [
    normal(vocabulary, 4 * units),
    tf.zeros([4 * units]),
    normal(units, 4 * units),
    normal(units, vocabulary),
    tf.zeros([vocabulary]),
  ];
  let first = weights.map((weight) => tf.zerosLike(weight));
  let second = weights.map((weight) => tf.zerosLike(weight));
  let updates = 0;

  const loss = (
    table: Tensor,
    bias: Tensor,
    kernel: Tensor,
    out: Tensor,
    shift: Tensor,
  ): Scalar => {
    // The bias goes to the table's 64 rows rather than to the 1,280 characters.
    const inputs = tf.gather(tf.add(table, bias), characters);
    const states = tf.lstm(tf.reshape(inputs, [steps, batch, 4 * units]), kernel);
    const flat = tf.reshape(states, [steps * batch, units]);
    return tf.softmaxCrossEntropy(tf.dense(flat, out, shift, "linear"), targets);
  };
  const step = tf.valueAndGrads(loss);

  return {
    update: () => {
      updates += 1;
      const decays = [0.9, 0.999] as const;
      const rate = (2e-3 * Math.sqrt(1 - decays[1] ** updates)) / (1 - decays[0] ** updates);
      const { value, grads } = step(weights);
      const after = weights.map((weight, i) => {
        const [gradient, m, v] = [grads[i], first[i], second[i]];
        if (!gradient || !m || !v) throw new RangeError(`weight ${i} has no gradient or moments`);
        return tf.adam(weight, gradient, [m, v], { rate, decays, epsilon: 1e-8 });
      });
      tf.dispose([...weights, ...first, ...second, ...grads]);
      weights = after.map(([weight]) => weight);
      first = after.map(([, m]) => m);
      second = after.map(([, , v]) => v);
      return value;
    },
    dispose: () => tf.dispose([characters, targets, ...weights, ...first, ...second]),
  };
}
