import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  type GradConfig,
  matMul,
  relu,
  type Rank,
  sum,
  type Tensor,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

import type { Activation, Layers } from "#lab/layers.ts";

import { replaceKernel } from "./kernel.ts";
import { hasKernel, operate, single } from "./layer.ts";
import { rectifierGradient } from "./rectifier.ts";
import type { Simd } from "./simd.ts";

const name = "DenseLayer";

export const dense: Layers["dense"] = (x, kernel, bias, activation) => {
  if (hasKernel(name)) return operate<Rank.R2>(name, { x, kernel, bias }, { activation });
  const y = add<Tensor<Rank.R2>>(matMul(x, kernel), bias);
  return activation === "relu" ? relu(y) : y;
};

export function installDenseLayer(backend: BackendWasm, simd: Simd): void {
  replaceKernel<Record<"x" | "kernel" | "bias", TensorInfo>, { activation: Activation }>(
    name,
    ({ x, kernel, bias }, { activation }) => {
      const [rows = 0, depth = 0] = x.shape;
      const [kernelDepth = 0, columns = 0] = kernel.shape;
      if (kernelDepth !== depth || bias.shape[0] !== columns) {
        throw new Error(
          `a dense layer of shape [${kernel.shape.join()}] with a bias of [${bias.shape.join()}] does not fit inputs of [${x.shape.join()}]`,
        );
      }
      const y = backend.makeOutput([rows, columns], "float32");
      const { kernels, address } = simd;
      simd.withScratch(kernels.productScratch(depth, columns), (scratch) => {
        kernels.product(
          address(x),
          address(kernel),
          address(bias),
          address(y),
          rows,
          depth,
          columns,
          4 * depth,
          4 * columns,
          4,
          activation === "relu" ? 0 : -Infinity,
          scratch,
        );
      });
      return y;
    },
  );
}

export const denseLayerGradient: GradConfig = {
  kernelName: name,
  inputsToSave: ["x", "kernel"],
  outputsToSave: [true],
  gradFunc: (dy, [x, kernel, y], { activation }) => {
    const gradient = activation === "relu" ? rectifierGradient(single(y), single(dy)) : single(dy);
    return {
      x: () => matMul(gradient, single(kernel), false, true),
      kernel: () => matMul(single(x), gradient, true),
      bias: () => sum(gradient, 0),
    };
  },
};
