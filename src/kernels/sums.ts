import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { Sum, type SumAttrs, type SumInputs, util } from "@tensorflow/tfjs-core";

import { type Given, replaceKernel, standingKernel } from "./kernel.ts";
import type { Simd } from "./simd.ts";

/** Sums over the leading axes, as a bias's gradient is; the wasm backend transposes the whole tensor first. */
export function installSums(backend: BackendWasm, simd: Simd): void {
  const standing = standingKernel(backend, Sum);
  replaceKernel<Given<SumInputs>, SumAttrs>(Sum, ({ x }, { axis, keepDims }) => {
    const axes = util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
    const kept = x.shape.slice(axes.length);
    const isLeading = axes.every((along, i) => along === i);
    if (x.dtype !== "float32" || !isLeading || kept.length === 0) {
      return standing({ x }, { axis, keepDims });
    }
    const shape = keepDims ? [...axes.map(() => 1), ...kept] : kept;
    const y = backend.makeOutput(shape, "float32");
    const columns = util.sizeFromShape(kept);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    simd.kernels.sumRows(simd.address(x), simd.address(y), rows, columns);
    return y;
  });
}
