import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  backend_util,
  conv2d,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  type GradConfig,
  maxPool,
  type NamedAttrMap,
  type Rank,
  relu,
  reshape,
  sum,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

import type { ConvolutionSettings, Layers } from "#lab/layers.ts";

import { replaceKernel } from "./kernel.ts";
import { hasKernel, operate, single } from "./layer.ts";
import { pooledConvolution, suitsPooling } from "./pooled-convolution.ts";
import { rectifierGradient } from "./rectifier.ts";
import type { Simd } from "./simd.ts";
import { forwardGeometry } from "./window-geometry.ts";

const name = "ConvolutionLayer";

export const convolution: Layers["convolution"] = (x, kernel, bias, settings) => {
  const info = layerInfo(x.shape, kernel.shape, settings);
  if (suitsPooling(info, settings)) return pooledConvolution(x, kernel, bias, settings.pad);
  const { stride, pad, activation, pool } = settings;
  const y = hasKernel(name)
    ? operate<Rank.R4>(name, { x, kernel, bias }, { stride, pad, activation })
    : inParts(x, kernel, bias, settings);
  return pool === 1 ? y : maxPool(y, pool, pool, "same");
};

const inParts: Layers["convolution"] = (x, kernel, bias, { stride, pad, activation }) => {
  const filter = reshape<Rank.R4>(kernel, kernel.shape as [number, number, number, number]);
  const y = add<typeof x>(conv2d(x, filter, stride, pad), bias);
  return activation === "relu" ? relu(y) : y;
};

type KernelAttributes = Pick<ConvolutionSettings, "stride" | "pad" | "activation">;

export function installConvolutionLayer(backend: BackendWasm, simd: Simd): void {
  replaceKernel<Record<"x" | "kernel" | "bias", TensorInfo>, KernelAttributes>(
    name,
    ({ x, kernel, bias }, attributes) => {
      const info = layerInfo(x.shape, kernel.shape, attributes);
      const y = backend.makeOutput(info.outShape, "float32");
      const floor = attributes.activation === "relu" ? 0 : -Infinity;
      const { kernels, address } = simd;
      const g = simd.describe(forwardGeometry(info));
      simd.withScratch(kernels.convolveScratch(g), (scratch) => {
        kernels.convolve(g, address(x), address(kernel), address(bias), address(y), floor, scratch);
      });
      return y;
    },
  );
}

export const convolutionLayerGradient: GradConfig = {
  kernelName: name,
  inputsToSave: ["x", "kernel"],
  outputsToSave: [true],
  gradFunc: (out, [x, kernel, y], { stride, pad, activation }) => {
    const dy = activation === "relu" ? rectifierGradient(single(y), single(out)) : single(out);
    const attributes: NamedAttrMap = {
      strides: [Number(stride), Number(stride)],
      pad: pad === "valid" ? "valid" : "same",
      dataFormat: "NHWC",
    };
    return {
      x: () =>
        operate(
          Conv2DBackpropInput,
          { dy, filter: single(kernel) },
          { ...attributes, inputShape: single(x).shape },
        ),
      kernel: () =>
        operate(
          Conv2DBackpropFilter,
          { x: single(x), dy },
          { ...attributes, filterShape: single(kernel).shape },
        ),
      bias: () => sum(dy, [0, 1, 2]),
    };
  },
};

/** The layer's shapes, checked: kernels of ours trust them. */
function layerInfo(
  x: readonly number[],
  kernel: readonly number[],
  { stride, pad }: Pick<ConvolutionSettings, "stride" | "pad">,
): backend_util.Conv2DInfo {
  const [batch = 0, height = 0, width = 0, channels = 0] = x;
  const [filterHeight = 0, filterWidth = 0, inChannels = 0, filters = 0] = kernel;
  if (x.length !== 4 || kernel.length !== 4 || inChannels !== channels) {
    throw new Error(
      `a convolution with a kernel of shape [${kernel.join()}] does not fit images of [${x.join()}]`,
    );
  }
  return backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, inChannels, filters],
    stride,
    1,
    pad,
  );
}
