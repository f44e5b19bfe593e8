import type { Random } from "../../src/lab/runtime.ts";
import type { Scalar, Tensor, Tf } from "../../src/lab/tf.ts";

const sizes = [50, 64, 64, 4] as const;
const batch = 32;

/** One update of a small deep Q-network: the squared error of the chosen actions' values, and Adam. Gives the loss, to be freed by the caller. */
export function dqn(tf: Tf, random: Random): { update(): Tensor; dispose(): void } {
  const normal = (shape: readonly number[], scale: number): Tensor => {
    const count = shape.reduce((product, length) => product * length, 1);
    return tf.tensor(
      Float32Array.from({ length: count }, () => scale * random.normal()),
      [...shape],
    );
  };
  const states = normal([batch, sizes[0]], 1);
  const targets = normal([batch], 1);
  const actions = tf.tidy(() => {
    const chosen = Array.from({ length: batch }, () => random.integer(sizes[3]));
    return tf.cast(tf.oneHot(tf.tensor1d(chosen, "int32"), sizes[3]), "float32");
  });
  let weights = [1, 2, 3].flatMap((i) => {
    const [from, to] = [sizes[i - 1] ?? 0, sizes[i] ?? 0];
    return [normal([from, to], Math.sqrt(2 / from)), tf.zeros([to])];
  });
  let first = weights.map((weight) => tf.zerosLike(weight));
  let second = weights.map((weight) => tf.zerosLike(weight));
  let steps = 0;

  const loss = (w0: Tensor, b0: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor): Scalar => {
    const hidden = tf.dense(tf.dense(states, w0, b0, "relu"), w1, b1, "relu");
    const values = tf.sum(tf.mul(tf.dense(hidden, w2, b2, "linear"), actions), 1);
    return tf.mean(tf.square(tf.sub(values, targets)));
  };
  const step = tf.valueAndGrads(loss);

  return {
    update: () => {
      steps += 1;
      const decays = [0.9, 0.999] as const;
      const rate = (1e-3 * Math.sqrt(1 - decays[1] ** steps)) / (1 - decays[0] ** steps);
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
    dispose: () => tf.dispose([states, targets, actions, ...weights, ...first, ...second]),
  };
}
