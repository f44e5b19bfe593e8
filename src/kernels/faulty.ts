import { Dilation2D, MaxPool3D, MaxPoolWithArgmax } from "@tensorflow/tfjs-core";

import { replaceKernel } from "./kernel.ts";

/** Kernels of the wasm backend that take the smallest positive number for the smallest, and so give 0 where all values are negative: better none. */
export function refuseFaultyKernels(): void {
  for (const name of [Dilation2D, MaxPool3D, MaxPoolWithArgmax]) {
    replaceKernel<undefined, undefined>(name, () => {
      throw new Error(
        `the wasm engine computes ${name} wrongly for negative values; do without it`,
      );
    });
  }
}
