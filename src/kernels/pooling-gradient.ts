import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  type MaxPoolGradInputs,
} from "@tensorflow/tfjs-core";

import { type Given, heapView, replaceKernel } from "./kernel.ts";

/** The gradient of max pooling. The wasm backend's own drops it wherever no value of a window is positive. */
export function installPoolingGradient(backend: BackendWasm): void {
  replaceKernel<Given<MaxPoolGradInputs>, MaxPoolGradAttrs>(
    MaxPoolGrad,
    ({ dy, input }, attributes) => {
      const { filterSize, strides, pad, dimRoundingMode } = attributes;
      const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
      const geometry = backend_util.computePool2DInfo(
        [batch, height, width, channels],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const dx = backend.makeOutput(input.shape, "float32");
      const target = heapView(backend, dx);
      target.fill(0);
      routeToMaxima(heapView(backend, input), heapView(backend, dy), target, geometry);
      return dx;
    },
  );
}

/** Adds each output's gradient where its window's maximum stands; of equal maxima the first, as the cpu backend does. */
function routeToMaxima(
  values: ArrayLike<number>,
  gradient: ArrayLike<number>,
  target: Float32Array | Int32Array | Uint8Array,
  geometry: backend_util.Conv2DInfo,
): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels: channels } = geometry;
  const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = geometry;
  let output = 0;
  for (let image = 0; image < batchSize; image += 1) {
    for (let outRow = 0; outRow < outHeight; outRow += 1) {
      const firstRow = outRow * strideHeight - padInfo.top;
      const rowStart = Math.max(0, firstRow);
      const rowEnd = Math.min(inHeight, firstRow + filterHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn += 1) {
        const firstColumn = outColumn * strideWidth - padInfo.left;
        const columnStart = Math.max(0, firstColumn);
        const columnEnd = Math.min(inWidth, firstColumn + filterWidth);
        for (let channel = 0; channel < channels; channel += 1) {
          let highest = -Infinity;
          let position = -1;
          for (let row = rowStart; row < rowEnd; row += 1) {
            const line = (image * inHeight + row) * inWidth;
            const end = (line + columnEnd) * channels;
            for (let at = (line + columnStart) * channels + channel; at < end; at += channels) {
              const value = values[at] ?? 0;
              if (value > highest) {
                highest = value;
                position = at;
              }
            }
          }
          if (position >= 0) target[position] = (target[position] ?? 0) + (gradient[output] ?? 0);
          output += 1;
        }
      }
    }
  }
}
