import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend_util, Conv2D, type Conv2DAttrs, type Conv2DInputs } from "@tensorflow/tfjs-core";

import { type Given, replaceKernel, standingKernel } from "./kernel.ts";

/** The forward convolution with its padding always spelled out. NHWC. */
export function installConvolution(backend: BackendWasm): void {
  const standing = standingKernel(backend, Conv2D);
  replaceKernel<Given<Conv2DInputs>, Conv2DAttrs>(Conv2D, ({ x, filter }, attributes) => {
    const { strides, dilations, dataFormat, dimRoundingMode } = attributes;
    const pad = explicitPadding(x.shape, filter.shape, attributes);
    return standing(
      { x, filter },
      { strides, dilations, dataFormat, pad, ...(dimRoundingMode && { dimRoundingMode }) },
    );
  });
}

type Padding = [[number, number], [number, number], [number, number], [number, number]];

/** Where the stride exceeds the filter, XNNPACK's own "same" padding goes below zero and wraps round. */
function explicitPadding(
  [batch = 0, height = 0, width = 0, channels = 0]: readonly number[],
  [filterHeight = 0, filterWidth = 0, inChannels = 0, filters = 0]: readonly number[],
  { strides, dilations, pad, dimRoundingMode, dataFormat }: Conv2DAttrs,
): Padding {
  if (dataFormat !== "NHWC") {
    throw new Error(`a convolution's data format is ${dataFormat}; the wasm backend takes NHWC`);
  }
  if (typeof pad === "number" && pad > 0) {
    // tfjs takes the output's width from the filter's height then, and the engine writes beyond its end.
    throw new Error(
      `a convolution is padded by the number ${pad}; say "same", "valid" or the four sides`,
    );
  }
  const { padInfo } = backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, inChannels, filters],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  return [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ];
}
