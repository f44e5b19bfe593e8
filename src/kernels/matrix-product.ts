import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  type _FusedMatMulInputs,
  Add,
  BatchMatMul,
  type BatchMatMulAttrs,
  type BatchMatMulInputs,
  broadcast_util,
  Elu,
  Identity,
  LeakyRelu,
  type NamedTensorInfoMap,
  Prelu,
  Relu,
  Relu6,
  Sigmoid,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";

import { free, type Given, replaceKernel, runKernel } from "./kernel.ts";
import type { Simd } from "./simd.ts";

/**
 * Matrix products, transposed or batched, without a copy of a transposed operand. The wasm backend's own runs a scalar loop for
 * those, and keeps a packed copy of the right-hand matrix by the tensor's id alone, so that the same data seen under another
 * shape reads beyond its end.
 */
export function installMatrixProducts(backend: BackendWasm, simd: Simd): void {
  replaceKernel<Given<BatchMatMulInputs>, BatchMatMulAttrs>(BatchMatMul, ({ a, b }, attributes) =>
    multiply(backend, simd, a, b, attributes),
  );

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

/** a [...batch, rows, depth] · b [...batch, depth, columns]; either may be stored transposed, and a batch of 1 goes with any other. */
function multiply(
  backend: BackendWasm,
  { kernels, address, withScratch }: Simd,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: BatchMatMulAttrs,
): TensorInfo {
  if (a.dtype !== "float32" || b.dtype !== "float32") {
    throw new TypeError(`a matrix product is of ${a.dtype} and ${b.dtype}; cast both to float32`);
  }
  const [aLines = 1, aLength = 1] = a.shape.slice(-2);
  const [bLines = 1, bLength = 1] = b.shape.slice(-2);
  const [rows, depth] = transposeA ? [aLength, aLines] : [aLines, aLength];
  const columns = transposeB ? bLines : bLength;
  const batches = broadcast_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const y = backend.makeOutput([...batches, rows, columns], "float32");
  const bytes = transposeA
    ? kernels.transposedProductScratch()
    : kernels.productScratch(depth, columns);
  const [bRowStep, bColumnStep] = transposeB ? [4, 4 * bLength] : [4 * bLength, 4];
  withScratch(bytes, (scratch) => {
    for (let i = 0; i < util.sizeFromShape(batches); i += 1) {
      const left = address(a) + 4 * matrixAt(i, batches, a.shape) * aLines * aLength;
      const right = address(b) + 4 * matrixAt(i, batches, b.shape) * bLines * bLength;
      const to = address(y) + 4 * i * rows * columns;
      const last = [4 * aLength, bRowStep, bColumnStep] as const;
      if (transposeA) {
        kernels.transposedProduct(left, right, to, rows, depth, columns, ...last, scratch);
      } else {
        kernels.product(left, right, 0, to, rows, depth, columns, ...last, -Infinity, scratch);
      }
    }
  });
  return y;
}

/** Which of an operand's matrices goes into matrix `i` of the output; axes of length 1 are repeated. */
function matrixAt(i: number, batches: readonly number[], shape: readonly number[]): number {
  const own = shape.slice(0, -2);
  let [rest, stride, at] = [i, 1, 0];
  for (let axis = 1; axis <= own.length; axis += 1) {
    const length = batches.at(-axis) ?? 1;
    const ownLength = own.at(-axis) ?? 1;
    if (ownLength > 1) at += (rest % length) * stride;
    rest = Math.floor(rest / length);
    stride *= ownLength;
  }
  return at;
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
