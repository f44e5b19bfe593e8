import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  AvgPool,
  type AvgPoolAttrs,
  type AvgPoolInputs,
  Dilation2D,
  MaxPool,
  MaxPool3D,
  MaxPoolWithArgmax,
} from "@tensorflow/tfjs-core";

import { refuseNumericPadding } from "./convolution.ts";
import { type Given, replaceKernel, standingKernel } from "./kernel.ts";

/**
 * Refuses what the wasm backend computes wrongly and nothing of ours computes instead: kernels that take the smallest positive
 * number for the smallest, and so give 0 where all values are negative; pools padded by one number.
 */
export function refuseFaultyKernels(backend: BackendWasm): void {
  for (const name of [Dilation2D, MaxPool3D, MaxPoolWithArgmax]) {
    replaceKernel<undefined, undefined>(name, () => {
      throw new Error(
        `the wasm engine computes ${name} wrongly for negative values; do without it`,
      );
    });
  }
  for (const name of [MaxPool, AvgPool]) {
    const pool = standingKernel(backend, name);
    replaceKernel<Given<AvgPoolInputs>, AvgPoolAttrs & object>(name, ({ x }, attributes) => {
      refuseNumericPadding(attributes.pad, "a pooling");
      return pool({ x }, { ...attributes });
    });
  }
}
