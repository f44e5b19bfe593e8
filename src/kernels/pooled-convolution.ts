import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  engine,
  type GradConfig,
  sum,
  type Tensor,
  type Tensor4D,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

import type { ConvolutionSettings } from "#lab/layers.ts";

import { free, replaceKernel } from "./kernel.ts";
import { hasKernel, operate, single } from "./layer.ts";
import { rectifierGradient } from "./rectifier.ts";
import type { Simd } from "./simd.ts";
import { backwardGeometry, forwardGeometry } from "./window-geometry.ts";

const name = "PooledConvolution";
const filterName = `${name}FilterGradient`;
const inputName = `${name}InputGradient`;

type Pad = ConvolutionSettings["pad"];

/** Whether a layer can be done in one pass: rectified, its pools 2 × 2 and all of them whole. */
export function suitsPooling(
  { strideHeight, outHeight, outWidth }: backend_util.Conv2DInfo,
  { activation, pool }: ConvolutionSettings,
): boolean {
  const isEven = outHeight % 2 === 0 && outWidth % 2 === 0;
  return hasKernel(name) && activation === "relu" && pool === 2 && strideHeight === 1 && isEven;
}

/** A convolution at stride 1, rectified and max-pooled over 2 × 2. Twice differentiable it is not, as no max-pooling in tfjs is. */
export function pooledConvolution(x: Tensor, kernel: Tensor, bias: Tensor, pad: Pad): Tensor4D {
  const [y] = engine().runKernel<Tensor[]>(name, { x, kernel, bias }, { pad });
  return single(y) as Tensor4D;
}

export function installPooledConvolution(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Record<"x" | "kernel" | "bias", TensorInfo>, { pad: Pad }>(
    name,
    ({ x, kernel, bias }, { pad }) => {
      const info = convolutionInfo(x.shape, kernel.shape, pad);
      const [height, width] = [info.outHeight / 2, info.outWidth / 2];
      const y = backend.makeOutput([info.batchSize, height, width, info.outChannels], "float32");
      // A byte each, four to an integer: which of the pool's four is the largest.
      const words = Math.ceil(info.outChannels / 4);
      const winners = backend.makeOutput([info.batchSize, height, width, words], "int32");
      const g = simd.describe(forwardGeometry(info));
      simd.withScratch(kernels.pooledScratch(g), (scratch) => {
        const [inputs, weights, shifts] = [address(x), address(kernel), address(bias)];
        kernels.pooledConvolve(g, inputs, weights, shifts, address(y), address(winners), scratch);
      });
      return [y, winners];
    },
  );

  replaceKernel<Record<"x" | "dy" | "winners", TensorInfo>, { pad: Pad; filterShape: number[] }>(
    filterName,
    ({ x, dy, winners }, { pad, filterShape }) => {
      const dw = backend.makeOutput(filterShape, "float32");
      const g = simd.describe(forwardGeometry(convolutionInfo(x.shape, filterShape, pad)));
      simd.withScratch(kernels.pooledGradientScratch(g), (scratch) => {
        const [images, gradient] = [address(x), address(dy)];
        kernels.pooledFilterGradient(g, images, gradient, address(winners), address(dw), scratch);
      });
      return dw;
    },
  );

  replaceKernel<
    Record<"dy" | "kernel" | "winners", TensorInfo>,
    { pad: Pad; inputShape: number[] }
  >(inputName, ({ dy, kernel, winners }, { pad, inputShape }) => {
    const info = convolutionInfo(inputShape, kernel.shape, pad);
    const dx = backend.makeOutput(inputShape, "float32");
    if (info.inChannels % 4 === 0) {
      const g = simd.describe(forwardGeometry(info));
      simd.withScratch(kernels.pooledGradientScratch(g), (scratch) => {
        const [weights, gradient] = [address(kernel), address(dy)];
        kernels.pooledInputGradient(g, weights, gradient, address(winners), address(dx), scratch);
      });
      return dx;
    }
    // Few channels: pixels are no whole vectors then, and the whole gradient is cheaper than its parts.
    const whole = backend.makeOutput(info.outShape, "float32");
    kernels.unpool(
      simd.describe(forwardGeometry(info)),
      address(dy),
      address(winners),
      address(whole),
    );
    const g = simd.describe(backwardGeometry(info));
    simd.withScratch(kernels.convolveScratch(g), (scratch) => {
      kernels.convolveTurned(g, address(whole), address(kernel), address(dx), scratch);
    });
    free(backend, [whole]);
    return dx;
  });
}

export const pooledConvolutionGradient: GradConfig = {
  kernelName: name,
  inputsToSave: ["x", "kernel"],
  outputsToSave: [true, true],
  gradFunc: (out, [x, kernel, y, winners], { pad }) => {
    const dy = rectifierGradient(single(y), single(out));
    const chosen = single(winners);
    return {
      x: () =>
        operate(
          inputName,
          { dy, kernel: single(kernel), winners: chosen },
          { pad: pad === "valid" ? "valid" : "same", inputShape: single(x).shape },
        ),
      kernel: () =>
        operate(
          filterName,
          { x: single(x), dy, winners: chosen },
          { pad: pad === "valid" ? "valid" : "same", filterShape: single(kernel).shape },
        ),
      bias: () => sum(dy, [0, 1, 2]),
    };
  },
};

function convolutionInfo(
  [batch = 0, height = 0, width = 0, channels = 0]: readonly number[],
  [filterHeight = 0, filterWidth = 0, inChannels = 0, filters = 0]: readonly number[],
  pad: Pad,
): backend_util.Conv2DInfo {
  return backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, inChannels, filters],
    1,
    1,
    pad,
  );
}
