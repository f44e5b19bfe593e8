import type { backend_util } from "@tensorflow/tfjs-core";

import type { Geometry } from "./simd.ts";

type Info = backend_util.Conv2DInfo;

/** How a convolution's windows lie over its images. */
export function forwardGeometry(info: Info): Geometry {
  const { top, left } = info.padInfo;
  const reach = windowReach(info);
  return {
    ...windows(info),
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    frameHeight: Math.max(
      top + info.inHeight,
      (info.outHeight - 1) * info.strideHeight + reach.height,
    ),
    frameWidth: Math.max(left + info.inWidth, (info.outWidth - 1) * info.strideWidth + reach.width),
    top,
    left,
    spreadHeight: 1,
    spreadWidth: 1,
    firstRow: 0,
    firstColumn: 0,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    filters: info.outChannels,
  };
}

/** How the windows of the turned filter lie over the output's gradient, spread out by the stride, to give the input's. */
export function backwardGeometry(info: Info): Geometry {
  const reach = windowReach(info);
  // Lines of zeros above the gradient; below zero: lines of it that met only padding.
  const above = reach.height - 1 - info.padInfo.top;
  const before = reach.width - 1 - info.padInfo.left;
  const [top, left] = [Math.max(0, above), Math.max(0, before)];
  const [firstRow, firstColumn] = [Math.max(0, -above), Math.max(0, -before)];
  const spreadHeight = (info.outHeight - 1) * info.strideHeight + 1;
  const spreadWidth = (info.outWidth - 1) * info.strideWidth + 1;
  return {
    ...windows(info),
    batch: info.batchSize,
    height: info.outHeight,
    width: info.outWidth,
    channels: info.outChannels,
    frameHeight: Math.max(top + spreadHeight, firstRow + info.inHeight - 1 + reach.height),
    frameWidth: Math.max(left + spreadWidth, firstColumn + info.inWidth - 1 + reach.width),
    top,
    left,
    spreadHeight: info.strideHeight,
    spreadWidth: info.strideWidth,
    firstRow,
    firstColumn,
    strideHeight: 1,
    strideWidth: 1,
    outHeight: info.inHeight,
    outWidth: info.inWidth,
    filters: info.inChannels,
  };
}

/** How a pool's windows lie over the images themselves: there is no frame, `top` and `left` are the padding. */
export function poolGeometry(info: Info): Geometry {
  return {
    ...forwardGeometry(info),
    frameHeight: info.inHeight,
    frameWidth: info.inWidth,
  };
}

function windows({ filterHeight, filterWidth, dilationHeight, dilationWidth }: Info) {
  return { filterHeight, filterWidth, dilationHeight, dilationWidth };
}

/** Lines and pixels from a window's first to its last, both included. */
function windowReach(info: Info): { height: number; width: number } {
  return {
    height: (info.filterHeight - 1) * info.dilationHeight + 1,
    width: (info.filterWidth - 1) * info.dilationWidth + 1,
  };
}
