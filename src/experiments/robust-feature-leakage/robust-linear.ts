import type { Random } from "#lab/runtime.ts";
import type { Scalar, Tensor, Tensor2D, Tf } from "#lab/tf.ts";
import { classCount, type ImageSet, labelsAt, pictures, pictureSize } from "#ml/images.ts";
import { type Matrix, matrix, transposed } from "#ml/matrix.ts";
import { adam, stateTensors } from "#ml/optimisers.ts";
import { cosine } from "#ml/rates.ts";
import { named, type Weights } from "#ml/weights.ts";

/** Class i is named where `templates` row i · x + `biases[i]` is largest. */
export interface LinearClassifier {
  readonly templates: Matrix;
  readonly biases: Float64Array;
}

export interface RobustSchedule {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** L2 radius that the classifier is trained to withstand; 0 is ordinary softmax regression. */
  readonly radius: number;
}

/**
 * Softmax regression against the worst move within an L2 ball, in closed form: x can gain class j over y at most
 * radius · ‖wⱼ − w_y‖, so every other logit is raised by that. The loss bounds that of the strongest attack from above, and is right
 * exactly where no attack can succeed. It is convex, so training starts from zeros. Yields after every batch what reads the classifier
 * as it is then.
 */
export async function* trainRobustLinear(
  tf: Tf,
  set: ImageSet,
  { epochs, batchSize, learningRate, radius }: RobustSchedule,
  order: Random,
): AsyncGenerator<() => Promise<LinearClassifier>, void, void> {
  const optimiser = adam();
  const start: Weights = {
    kernel: tf.zeros([pictureSize(set), classCount]),
    bias: tf.zeros([classCount]),
  };
  const names = Object.keys(start);
  let held: Tensor[] = [...Object.values(start), ...stateTensors(optimiser.start(tf, start))];
  const total = epochs * Math.ceil(set.count / batchSize);
  const read = async (): Promise<LinearClassifier> => {
    const [kernel, bias] = held;
    if (kernel === undefined || bias === undefined) throw new RangeError("no weights");
    return {
      templates: transposed(matrix(pictureSize(set), classCount, await kernel.data())),
      biases: Float64Array.from(await bias.data()),
    };
  };
  try {
    let step = 0;
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const shuffled = order.permutation(set.count);
      for (let first = 0; first < set.count; first += batchSize) {
        const indices = shuffled.subarray(first, first + batchSize);
        const before = held;
        held = tf.tidy(() => {
          const x = tf.reshape<Tensor2D["rankType"]>(pictures(tf, set, indices), [
            indices.length,
            pictureSize(set),
          ]);
          const targets = tf.cast(
            tf.oneHot(labelsAt(tf, set.labels, indices), classCount),
            "float32",
          );
          const loss = (kernel: Tensor, bias: Tensor): Scalar =>
            worstLoss(tf, { x, targets, kernel, bias }, radius);
          const [kernel, bias, ...moments] = before;
          if (kernel === undefined || bias === undefined) throw new RangeError("no weights");
          const gradients = tf.grads(loss)([kernel, bias]);
          const state = { moments: [moments.slice(0, 2), moments.slice(2)], steps: step };
          const rate = learningRate * cosine(step / total);
          const after = optimiser.step(tf, named(names, [kernel, bias]), gradients, state, rate);
          return [...Object.values(after.weights), ...stateTensors(after.state)];
        });
        tf.dispose(before);
        step += 1;
        yield read;
      }
    }
  } finally {
    tf.dispose(held);
  }
}

interface Regression {
  readonly x: Tensor2D;
  /** One-hot, `[batch, classes]`. */
  readonly targets: Tensor;
  readonly kernel: Tensor;
  readonly bias: Tensor;
}

/** Mean cross-entropy after the largest gain of every other class over the right one. */
function worstLoss(tf: Tf, { x, targets, kernel, bias }: Regression, radius: number): Scalar {
  const logits = tf.dense(x, kernel, bias, "linear");
  // ‖wⱼ − w_k‖² = ‖wⱼ‖² + ‖w_k‖² − 2 wⱼ · w_k, [classes, classes].
  const squares = tf.sum(tf.square(kernel), 0);
  const products = tf.matMul<Tensor2D>(kernel, kernel, true, false);
  const apart = tf.sub(
    tf.add(tf.expandDims(squares, 0), tf.expandDims(squares, 1)),
    tf.mul(products, 2),
  );
  // Kept above 0, where the root has no slope.
  const distances = tf.sqrt(tf.add(tf.relu(apart), 1e-12));
  const gains = tf.mul(tf.matMul(targets, distances), tf.sub(1, targets));
  return tf.softmaxCrossEntropy(tf.add<Tensor2D>(logits, tf.mul(gains, radius)), targets);
}
