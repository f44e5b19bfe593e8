import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  type MaxPoolGradInputs,
} from "@tensorflow/tfjs-core";

import { type Given, replaceKernel } from "./kernel.ts";
import type { Simd } from "./simd.ts";
import { poolGeometry } from "./window-geometry.ts";

/** The gradient of max pooling. The wasm backend's own drops it wherever no value of a window is positive. */
export function installPoolingGradient(backend: BackendWasm, simd: Simd): void {
  replaceKernel<Given<MaxPoolGradInputs>, MaxPoolGradAttrs>(
    MaxPoolGrad,
    ({ dy, input }, attributes) => {
      const { filterSize, strides, pad, dimRoundingMode } = attributes;
      const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
      const info = backend_util.computePool2DInfo(
        [batch, height, width, channels],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const dx = backend.makeOutput(input.shape, "float32");
      const g = simd.describe(poolGeometry(info));
      const { kernels, address } = simd;
      kernels.maxPoolGradient(g, address(input), address(dy), address(dx));
      return dx;
    },
  );
}
