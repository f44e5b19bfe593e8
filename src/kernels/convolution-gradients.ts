import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropFilterInputs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  type Conv2DBackpropInputInputs,
  PadV2,
  Reverse,
  Slice,
  type TensorInfo,
  Transpose,
} from "@tensorflow/tfjs-core";

import { free, type Given, replaceKernel, reshaped, runKernel } from "./kernel.ts";

/** The gradients of a 2-D convolution, which the wasm backend lacks (filter) or computes by a scalar loop (input). NHWC, undilated. */
export function installConvolutionGradients(backend: BackendWasm): void {
  replaceKernel<Given<Conv2DBackpropFilterInputs>, Conv2DBackpropFilterAttrs>(
    Conv2DBackpropFilter,
    ({ x, dy }, attributes) => filterGradient(backend, x, dy, attributes),
  );
  replaceKernel<Given<Conv2DBackpropInputInputs>, Conv2DBackpropInputAttrs>(
    Conv2DBackpropInput,
    ({ dy, filter }, attributes) => inputGradient(backend, dy, filter, attributes),
  );
}

/**
 * d loss / d filter: one convolution of the images by the output's gradient, with channels in the place of the batch.
 * x [batch, height, width, in], dy [batch, outHeight, outWidth, out] → [filterHeight, filterWidth, in, out].
 */
function filterGradient(
  backend: BackendWasm,
  x: TensorInfo,
  dy: TensorInfo,
  attributes: Conv2DBackpropFilterAttrs,
): TensorInfo {
  const { filterShape } = attributes;
  const geometry = convolutionGeometry([...image4D(x.shape)], filterShape, attributes);
  const images = runKernel(backend, Transpose, { x }, { perm: [3, 1, 2, 0] });
  const kernel = runKernel(backend, Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
  const swapped = convolve(backend, images, kernel, {
    // The forward stride is the distance between the taps here, so that tap (r, c) of the result meets every output once.
    dilations: [geometry.strideHeight, geometry.strideWidth],
    top: geometry.padInfo.top,
    left: geometry.padInfo.left,
    outHeight: geometry.filterHeight,
    outWidth: geometry.filterWidth,
  }); // [in, filterHeight, filterWidth, out]
  const gradient = runKernel(backend, Transpose, { x: swapped }, { perm: [1, 2, 0, 3] });
  free(backend, [images, kernel, swapped]);
  return gradient;
}

/**
 * d loss / d input: a convolution of the output's gradient, spread out by the stride, with the turned and transposed filter.
 * dy [batch, outHeight, outWidth, out] → [batch, height, width, in].
 */
function inputGradient(
  backend: BackendWasm,
  dy: TensorInfo,
  filter: TensorInfo,
  attributes: Conv2DBackpropInputAttrs,
): TensorInfo {
  const shape = [...image4D(attributes.inputShape)] as const;
  const geometry = convolutionGeometry([...shape], [...image4D(filter.shape)], attributes);
  const turned = runKernel(backend, Reverse, { x: filter }, { dims: [0, 1] });
  const kernel = runKernel(backend, Transpose, { x: turned }, { perm: [0, 1, 3, 2] });
  const spread = spreadOut(backend, dy, geometry);
  const gradient = convolve(backend, spread, kernel, {
    dilations: [1, 1],
    top: geometry.filterHeight - 1 - geometry.padInfo.top,
    left: geometry.filterWidth - 1 - geometry.padInfo.left,
    outHeight: geometry.inHeight,
    outWidth: geometry.inWidth,
  });
  free(backend, spread === dy ? [turned, kernel] : [turned, kernel, spread]);
  return gradient;
}

interface Placement {
  readonly dilations: readonly [number, number];
  /** Rows of zeros above the images; negative: rows left out. */
  readonly top: number;
  /** Columns of zeros left of the images; negative: columns left out. */
  readonly left: number;
  /** What is added or left out below and at the right follows from the size of the output. */
  readonly outHeight: number;
  readonly outWidth: number;
}

/** Convolution at stride 1 whose output has a given size. x [a, height, width, b], kernel [kernelHeight, kernelWidth, b, c] → [a, outHeight, outWidth, c]. */
function convolve(
  backend: BackendWasm,
  x: TensorInfo,
  kernel: TensorInfo,
  placement: Placement,
): TensorInfo {
  const [batch, height, width, channels] = image4D(x.shape);
  const [kernelHeight, kernelWidth] = image4D(kernel.shape);
  const [dilationHeight, dilationWidth] = placement.dilations;
  const { top, left, outHeight, outWidth } = placement;
  const bottom = outHeight + (kernelHeight - 1) * dilationHeight - height - top;
  const right = outWidth + (kernelWidth - 1) * dilationWidth - width - left;

  const begin = [0, Math.max(0, -top), Math.max(0, -left), 0];
  const size = [
    batch,
    height + Math.min(0, top) + Math.min(0, bottom),
    width + Math.min(0, left) + Math.min(0, right),
    channels,
  ];
  const isWhole = size[1] === height && size[2] === width;
  const cropped = isWhole ? x : runKernel(backend, Slice, { x }, { begin, size });
  const output = runKernel(
    backend,
    Conv2D,
    { x: cropped, filter: kernel },
    {
      strides: [1, 1],
      dilations: [dilationHeight, dilationWidth],
      pad: [
        [0, 0],
        [Math.max(0, top), Math.max(0, bottom)],
        [Math.max(0, left), Math.max(0, right)],
        [0, 0],
      ],
      dataFormat: "NHWC",
    },
  );
  if (!isWhole) free(backend, [cropped]);
  return output;
}

/** Puts stride−1 zeros between neighbouring rows and columns of dy; the tensor itself where the stride is 1. */
function spreadOut(
  backend: BackendWasm,
  dy: TensorInfo,
  { batchSize, outHeight, outWidth, outChannels, strideHeight, strideWidth }: Geometry,
): TensorInfo {
  if (strideHeight === 1 && strideWidth === 1) return dy;
  const padded = runKernel(
    backend,
    PadV2,
    { x: reshaped(dy, [batchSize * outHeight, 1, outWidth, outChannels]) },
    {
      paddings: [
        [0, 0],
        [0, strideHeight - 1],
        [0, 0],
        [0, (strideWidth - 1) * outChannels],
      ],
      constantValue: 0,
    },
  ); // Each row of pixels ends in zeros: [batch · outHeight, strideHeight, outWidth, outChannels · strideWidth]
  const size = [
    batchSize,
    (outHeight - 1) * strideHeight + 1,
    (outWidth - 1) * strideWidth + 1,
    outChannels,
  ];
  const spread = runKernel(
    backend,
    Slice,
    {
      x: reshaped(padded, [
        batchSize,
        outHeight * strideHeight,
        outWidth * strideWidth,
        outChannels,
      ]),
    },
    { begin: [0, 0, 0, 0], size },
  );
  free(backend, [padded]);
  return spread;
}

type Geometry = ReturnType<typeof convolutionGeometry>;

function convolutionGeometry(
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  {
    strides,
    pad,
    dimRoundingMode,
    dataFormat,
  }: Conv2DBackpropFilterAttrs | Conv2DBackpropInputAttrs,
): backend_util.Conv2DInfo {
  if (dataFormat !== "NHWC") {
    throw new Error(`a convolution's data format is ${dataFormat}; the wasm backend takes NHWC`);
  }
  return backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
}

function image4D(shape: readonly number[]): readonly [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new Error(
      `a convolution's tensor has shape [${shape.join(", ")}], which is not of rank 4`,
    );
  }
  return [a, b, c, d];
}
