import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  type _FusedMatMulInputs,
  Add,
  BatchMatMul,
  type BatchMatMulAttrs,
  type BatchMatMulInputs,
  Elu,
  Identity,
  LeakyRelu,
  type NamedTensorInfoMap,
  Prelu,
  Relu,
  Relu6,
  Sigmoid,
  type TensorInfo,
  Transpose,
  util,
} from "@tensorflow/tfjs-core";

import { free, type Given, replaceKernel, runKernel, standingKernel } from "./kernel.ts";

/**
 * Matrix products that are right for aliased tensors and fast when transposed. Two faults of the wasm backend are mended:
 * - it keeps a packed copy of the right-hand matrix by the tensor's id alone, so the same data seen under another shape reads
 *   beyond its end (github.com/tensorflow/tfjs has no fix in 4.22);
 * - a product with a transposed operand runs a scalar loop, some six times slower than transposing first.
 */
export function installMatrixProducts(backend: BackendWasm): void {
  const product = plainProduct(backend);

  replaceKernel<Given<BatchMatMulInputs>, BatchMatMulAttrs>(BatchMatMul, ({ a, b }, attributes) => {
    const { transposeA, transposeB } = attributes;
    if (!isSingle(a) || !isSingle(b)) return product(a, b, attributes);
    const left = transposeA ? swapped(backend, a) : a;
    const right = transposeB ? swapped(backend, b) : b;
    const output = product(left, right, { transposeA: false, transposeB: false });
    free(
      backend,
      [left, right].filter((operand) => operand !== a && operand !== b),
    );
    return output;
  });

  // The backend's fused kernel applies bias and activation wrongly beside a transpose or a batch, and shares the cache above.
  replaceKernel<FusedInputs, _FusedMatMulAttrs>(_FusedMatMul, (inputs, attributes) => {
    const { a, b, bias, preluActivationWeights } = inputs;
    const { transposeA, transposeB, activation, leakyreluAlpha } = attributes;
    const output = runKernel(backend, BatchMatMul, { a, b }, { transposeA, transposeB });
    const shifted =
      bias === undefined
        ? runKernel(backend, Identity, { x: output })
        : runKernel(backend, Add, { a: output, b: bias });
    const activated = activate(
      backend,
      shifted,
      activation,
      preluActivationWeights,
      leakyreluAlpha,
    );
    free(backend, [output, shifted]);
    return activated;
  });
}

type FusedInputs = Given<BatchMatMulInputs> &
  Pick<_FusedMatMulInputs, "bias" | "preluActivationWeights">;

type Product = (a: TensorInfo, b: TensorInfo, attributes: BatchMatMulAttrs) => TensorInfo;

/** The backend's own product, with a copy of `b` wherever its data was multiplied under another shape before. */
function plainProduct(backend: BackendWasm): Product {
  const standing = standingKernel(backend, BatchMatMul);
  const packedAs = new WeakMap<object, string>();
  return (a, b, { transposeA, transposeB }) => {
    const form = b.shape.slice(-2).join();
    const packed = packedAs.get(b.dataId);
    if (packed === undefined || packed === form) {
      packedAs.set(b.dataId, form);
      return standing({ a, b }, { transposeA, transposeB });
    }
    const copy = backend.makeOutput(b.shape, b.dtype);
    backend.typedArrayFromHeap(copy).set(backend.typedArrayFromHeap(b));
    const output = standing({ a, b: copy }, { transposeA, transposeB });
    free(backend, [copy]);
    return output;
  };
}

/** Whether a tensor is one matrix, whatever its rank. */
function isSingle({ shape }: TensorInfo): boolean {
  return util.sizeFromShape(shape.slice(0, -2)) === 1;
}

/** A matrix with its last two axes exchanged; owned by the caller. */
function swapped(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const axes = x.shape.map((_, axis) => axis);
  const perm = [...axes.slice(0, -2), ...axes.slice(-2).toReversed()];
  return runKernel(backend, Transpose, { x }, { perm });
}

type Activation = _FusedMatMulAttrs["activation"];

function activate(
  backend: BackendWasm,
  x: TensorInfo,
  activation: Activation,
  slopes: TensorInfo | undefined,
  alpha: number | undefined,
): TensorInfo {
  const apply = (name: string, inputs: NamedTensorInfoMap = { x }): TensorInfo =>
    runKernel(backend, name, inputs);
  switch (activation) {
    case "linear":
      return apply(Identity);
    case "relu":
      return apply(Relu);
    case "relu6":
      return apply(Relu6);
    case "elu":
      return apply(Elu);
    case "sigmoid":
      return apply(Sigmoid);
    case "prelu":
      return apply(Prelu, { x, alpha: slopes });
    case "leakyrelu":
    default:
      return runKernel(backend, LeakyRelu, { x }, { alpha: alpha ?? 0.2 });
  }
}
