import type { Random } from "../../src/lab/runtime.ts";
import type { Scalar, Tensor, Tensor2D, Tensor4D, Tf } from "../../src/lab/tf.ts";
import { networks } from "../../src/ml/networks.ts";

/** The convolutional network that speeds are quoted for, 1.13 million multiply-adds an image, with one batch of random images and labels. */
export interface NetB {
  /** One step of gradient descent; its loss, to be freed by the caller. */
  train(): Tensor;
  /** Logits [batch, 10], to be freed by the caller. */
  forward(): Tensor;
  /** Gradient of the loss with respect to the images, as an attack needs it; to be freed by the caller. */
  inputGradient(): Tensor;
  dispose(): void;
}

const learningRate = 0.05;

export function netB(tf: Tf, random: Random, batch: number): NetB {
  const network = networks.conv;
  const initial = network.create(tf, random);
  const names = Object.keys(initial);
  let parameters = Object.values(initial);

  const pixels = Float32Array.from({ length: batch * 28 * 28 }, () => random.uniform());
  const images = tf.tensor4d(pixels, [batch, 28, 28, 1]);
  const labels = tf.tidy(() => {
    const classes = Array.from({ length: batch }, () => random.integer(10));
    return tf.cast(tf.oneHot(tf.tensor1d(classes, "int32"), 10), "float32");
  });

  const logits = (x: Tensor4D, values: readonly Tensor[]): Tensor2D => {
    const weights = Object.fromEntries(values.map((value, i) => [names[i] ?? "", value]));
    return network.logits(tf, weights, x);
  };
  const loss = (x: Tensor4D, values: readonly Tensor[]): Scalar => {
    return tf.softmaxCrossEntropy(logits(x, values), labels);
  };

  return {
    train: () => {
      const step = tf.valueAndGrads((...values: Tensor[]) => loss(images, values))(parameters);
      const next = parameters.map((parameter, i) =>
        tf.tidy(() => tf.sub(parameter, tf.mul(step.grads[i] ?? 0, learningRate))),
      );
      tf.dispose([...parameters, ...step.grads]);
      parameters = next;
      return step.value;
    },
    forward: () => tf.tidy(() => logits(images, parameters)),
    inputGradient: () =>
      tf.grad((x: Tensor) => loss(tf.reshape(x, [batch, 28, 28, 1]), parameters))(images),
    dispose: () => tf.dispose([images, labels, ...parameters]),
  };
}
