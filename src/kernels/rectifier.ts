import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  cast,
  type GradConfig,
  mul,
  Relu,
  step,
  type Tensor,
  type TensorInfo,
  util,
  zerosLike,
} from "@tensorflow/tfjs-core";

import { replaceKernel } from "./kernel.ts";
import { hasKernel, operate, single } from "./layer.ts";
import type { Simd } from "./simd.ts";

const name = "RectifierGradient";

/** The gradient of a rectifier in one pass instead of four. */
export function installRectifier(backend: BackendWasm, simd: Simd): void {
  replaceKernel<{ x: TensorInfo; dy: TensorInfo }, undefined>(name, ({ x, dy }) => {
    const dx = backend.makeOutput(x.shape, "float32");
    const { kernels, address } = simd;
    kernels.rectifierGradient(address(x), address(dy), address(dx), util.sizeFromShape(x.shape));
    return dx;
  });
}

/** dy where x is above zero, else 0. The rectifier's output serves as its input: both are above zero in the same places. */
export function rectifierGradient(x: Tensor, dy: Tensor): Tensor {
  return hasKernel(name) ? operate(name, { x, dy }) : mul(dy, cast(step(x), "float32"));
}

export const rectifierGradients: readonly GradConfig[] = [
  {
    kernelName: Relu,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => rectifierGradient(single(x), single(dy)) }),
  },
  {
    // Linear in dy, flat in x.
    kernelName: name,
    inputsToSave: ["x"],
    gradFunc: (ddx, [x]) => ({
      x: () => zerosLike(single(x)),
      dy: () => rectifierGradient(single(x), single(ddx)),
    }),
  },
];
