/** A little of every kernel that a training runs, for hosts to be compared by the bits of what it leaves. */
import type { Scalar, Tensor, Tensor4D, Tf } from "#lab/tf.ts";
import { symmetricEigen } from "#ml/eigen.ts";
import { filtered } from "#ml/fourier.ts";
import type { ImageSet } from "#ml/images.ts";
import { matrix } from "#ml/matrix.ts";
import { networks } from "#ml/networks.ts";
import { randomStreams } from "#ml/random.ts";
import { train } from "#ml/training.ts";
import { completed } from "#ml/units.ts";
import { digest } from "#runtime/digest.ts";
import { openWasm } from "#runtime/wasm-engine.ts";

const streams = randomStreams(7);

/** SHA-256 of the weights after a few steps, and of what else is computed, by name. */
export async function miniTraining(
  binary: string | Uint8Array<ArrayBuffer>,
): Promise<Record<string, string>> {
  const { tf } = await openWasm(binary);
  return {
    conv: await bits(await convolutional(tf)),
    lstm: await bits(recurrent(tf, 4, (x, [kernel]) => tf.lstm(x, kernel as Tensor))),
    gru: await bits(
      recurrent(tf, 3, (x, [kernel, bias]) => tf.gru(x, kernel as Tensor, bias as Tensor)),
    ),
    operations: await bits(operations(tf)),
    eigenvalues: eigenvalues(),
  };
}

async function convolutional(tf: Tf): Promise<Tensor[]> {
  const random = streams("pictures");
  const set: ImageSet = {
    count: 48,
    height: 28,
    width: 28,
    channels: 1,
    pixels: Float32Array.from({ length: 48 * 784 }, () => random.uniform()),
    labels: Uint8Array.from({ length: 48 }, () => random.integer(10)),
  };
  const schedule = { epochs: 2, batchSize: 16, learningRate: 0.01 };
  const lessons = train(tf, networks.conv, set, schedule, {
    weights: streams("weights"),
    order: streams("order"),
  });
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    const { done, value } = await lessons.next();
    if (done === true) return Object.values(value);
  }
}

/** Four Adam steps of a recurrent layer that is to give its inputs' sign. */
function recurrent(
  tf: Tf,
  gates: number,
  layer: (inputs: Tensor, weights: readonly Tensor[]) => Tensor,
): Tensor[] {
  const [steps, batch, units] = [7, 5, 19];
  const x = normals(tf, "sequence", [steps, batch, gates * units]);
  const targets = tf.sign(normals(tf, "targets", [steps, batch, units]));
  let weights = [normals(tf, "kernel", [units, gates * units]), normals(tf, "bias", [units])];
  let moments = weights.map((weight) => [tf.zerosLike(weight), tf.zerosLike(weight)] as const);
  const loss = (...given: Tensor[]): Scalar => {
    // The bias is added to the states too, so that every layer has a use for it.
    const states = tf.add(layer(x, given), given[1] ?? 0);
    return tf.mean(tf.square(tf.sub(states, targets)));
  };
  for (let step = 0; step < 4; step += 1) {
    const gradients = tf.grads(loss)(weights);
    const after = gradients.map((gradient, i) =>
      tf.adam(weights[i] as Tensor, gradient, moments[i] ?? [gradient, gradient], {
        rate: 0.01,
        decays: [0.9, 0.999],
        epsilon: 1e-8,
      }),
    );
    weights = after.map(([weight]) => weight);
    moments = after.map(([, first, second]) => [first, second]);
  }
  return weights;
}

/** Kernels that the trainings above have no use for, with their gradients. */
function operations(tf: Tf): Tensor[] {
  const images = normals(tf, "images", [2, 9, 10, 5]) as Tensor4D;
  const filter = normals(tf, "filter", [3, 2, 5, 6]) as Tensor4D;
  const taps = normals(tf, "taps", [3, 3, 5, 2]) as Tensor4D;
  const indices = tf.tensor1d([3, 0, 3, 8], "int32");
  const made = (x: Tensor4D, w: Tensor4D, each: Tensor4D): Tensor[] => [
    tf.conv2d(x, w, [2, 1], "same"),
    tf.conv2d(x, w, 1, "valid", "NHWC", 2),
    tf.depthwiseConv2d(x, each, 1, "same"),
    tf.maxPool(x, 3, 2, "same"),
    tf.avgPool(x, 2, 1, "valid"),
    tf.matMul(tf.reshape(x, [20, 45]), tf.reshape(x, [20, 45]), true),
    tf.gather(tf.transpose(x, [1, 0, 2, 3]), indices),
    tf.logSoftmax(tf.reshape(x, [180, 5])),
    tf.max(x, 2),
    tf.sigmoid(x),
    tf.tanh(x),
    tf.exp(x),
    tf.relu(x),
    tf.sqrt(tf.abs(x)),
    filtered(tf, x, { shape: "circle", above: 0, upTo: 3 }),
  ];
  const given = [images, filter, taps];
  const loss = (...[x, w, each]: Tensor[]): Scalar =>
    tf.addN<Scalar>(
      made(x as Tensor4D, w as Tensor4D, each as Tensor4D).map((y) => tf.mean(tf.square(y))),
    );
  return [...made(images, filter, taps), ...tf.grads(loss)(given)];
}

function eigenvalues(): string {
  const random = streams("matrix");
  const a = matrix(
    40,
    40,
    Array.from({ length: 1600 }, () => random.normal()),
  );
  const { values, vectors } = completed(symmetricEigen(a));
  return digest([...values, ...vectors.values]);
}

function normals(tf: Tf, name: string, shape: number[]): Tensor {
  const random = streams(name);
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, () => random.normal()),
    shape,
  );
}

async function bits(tensors: readonly Tensor[]): Promise<string> {
  const values = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  return digest(values);
}
