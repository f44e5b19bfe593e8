import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropFilterInputs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  type Conv2DBackpropInputInputs,
  type Conv2DInputs,
} from "@tensorflow/tfjs-core";

import { type Given, replaceKernel } from "./kernel.ts";
import type { Simd } from "./simd.ts";
import { backwardGeometry, forwardGeometry } from "./window-geometry.ts";

/** The 2-D convolution and its gradients, which the wasm backend lacks (filter) or computes by a scalar loop (input). NHWC. */
export function installConvolution(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Given<Conv2DInputs>, Conv2DAttrs>(Conv2D, ({ x, filter }, attributes) => {
    const info = convolutionInfo(x.shape, filter.shape, attributes);
    const y = backend.makeOutput(info.outShape, "float32");
    const g = simd.describe(forwardGeometry(info));
    simd.withScratch(kernels.convolveScratch(g), (scratch) => {
      kernels.convolve(g, address(x), address(filter), 0, address(y), -Infinity, scratch);
    });
    return y;
  });

  replaceKernel<Given<Conv2DBackpropFilterInputs>, Conv2DBackpropFilterAttrs>(
    Conv2DBackpropFilter,
    ({ x, dy }, attributes) => {
      const { filterShape } = attributes;
      const info = convolutionInfo(x.shape, filterShape, attributes);
      const gradient = backend.makeOutput(filterShape, "float32");
      const g = simd.describe(forwardGeometry(info));
      simd.withScratch(kernels.filterGradientScratch(g), (scratch) => {
        kernels.filterGradient(g, address(x), address(dy), address(gradient), scratch);
      });
      return gradient;
    },
  );

  replaceKernel<Given<Conv2DBackpropInputInputs>, Conv2DBackpropInputAttrs>(
    Conv2DBackpropInput,
    ({ dy, filter }, attributes) => {
      const { inputShape } = attributes;
      const info = convolutionInfo(inputShape, filter.shape, attributes);
      const gradient = backend.makeOutput(inputShape, "float32");
      const g = simd.describe(backwardGeometry(info));
      simd.withScratch(kernels.convolveScratch(g), (scratch) => {
        kernels.convolveTurned(g, address(dy), address(filter), address(gradient), scratch);
      });
      return gradient;
    },
  );
}

/** tfjs's gradient kernels know no dilation; ours find it among their attributes, see `convolutionGradients`. */
type Attributes = Pick<Conv2DBackpropFilterAttrs, "strides" | "pad" | "dataFormat"> & {
  readonly dimRoundingMode?: Conv2DAttrs["dimRoundingMode"];
  readonly dilations?: Conv2DAttrs["dilations"];
};

function convolutionInfo(
  [batch = 0, height = 0, width = 0, channels = 0]: readonly number[],
  [filterHeight = 0, filterWidth = 0, inChannels = 0, filters = 0]: readonly number[],
  attributes: Attributes,
): backend_util.Conv2DInfo {
  const { strides, pad, dimRoundingMode, dataFormat } = attributes;
  if (dataFormat !== "NHWC") {
    throw new Error(`a convolution's data format is ${dataFormat}; the wasm backend takes NHWC`);
  }
  refuseNumericPadding(pad);
  return backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, inChannels, filters],
    strides,
    attributes.dilations ?? 1,
    pad,
    dimRoundingMode,
  );
}

/** tfjs takes the output's width from the filter's height where the padding is one number. */
export function refuseNumericPadding(
  pad: Conv2DAttrs["pad"],
  operation: "a convolution" | "a pooling" = "a convolution",
): void {
  if (typeof pad === "number" && pad > 0) {
    throw new Error(
      `${operation} is padded by the number ${pad}; say "same", "valid" or the four sides`,
    );
  }
}
