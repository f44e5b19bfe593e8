import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  DepthwiseConv2dNative,
  type DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type DepthwiseConv2dNativeBackpropInputInputs,
  type DepthwiseConv2dNativeInputs,
} from "@tensorflow/tfjs-core";

import { refuseNumericPadding } from "./convolution.ts";
import { type Given, replaceKernel } from "./kernel.ts";
import type { Simd } from "./simd.ts";
import { poolGeometry } from "./window-geometry.ts";

/** Depthwise convolution and its gradients, which the wasm backend lacks. NHWC. */
export function installDepthwise(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Given<DepthwiseConv2dNativeInputs>, DepthwiseConv2dNativeAttrs>(
    DepthwiseConv2dNative,
    ({ x, filter }, attributes) => {
      const info = depthwiseInfo(x.shape, filter.shape, attributes);
      const y = backend.makeOutput(info.outShape, "float32");
      kernels.depthwise(simd.describe(poolGeometry(info)), address(x), address(filter), address(y));
      return y;
    },
  );

  replaceKernel<
    Given<DepthwiseConv2dNativeBackpropInputInputs>,
    DepthwiseConv2dNativeBackpropInputAttrs
  >(DepthwiseConv2dNativeBackpropInput, ({ dy, filter }, attributes) => {
    const info = depthwiseInfo(attributes.inputShape, filter.shape, attributes);
    const dx = backend.makeOutput(attributes.inputShape, "float32");
    const g = simd.describe(poolGeometry(info));
    kernels.depthwiseInputGradient(g, address(dx), address(filter), address(dy));
    return dx;
  });

  replaceKernel<
    Given<DepthwiseConv2dNativeBackpropFilterInputs>,
    DepthwiseConv2dNativeBackpropFilterAttrs
  >(DepthwiseConv2dNativeBackpropFilter, ({ x, dy }, attributes) => {
    const info = depthwiseInfo(x.shape, attributes.filterShape, attributes);
    const dw = backend.makeOutput(attributes.filterShape, "float32");
    const g = simd.describe(poolGeometry(info));
    kernels.depthwiseFilterGradient(g, address(x), address(dw), address(dy));
    return dw;
  });
}

function depthwiseInfo(
  [batch = 0, height = 0, width = 0, channels = 0]: readonly number[],
  [filterHeight = 0, filterWidth = 0, inChannels = 0, each = 0]: readonly number[],
  {
    strides,
    dilations,
    pad,
    dimRoundingMode,
  }: Pick<DepthwiseConv2dNativeAttrs, "strides" | "dilations" | "pad" | "dimRoundingMode">,
): backend_util.Conv2DInfo {
  refuseNumericPadding(pad);
  return backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, inChannels, each],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
}
