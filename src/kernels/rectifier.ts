import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  cast,
  engine,
  getKernel,
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

/** dy where x is above zero, else 0; on an engine without the kernel above as tfjs does it. */
function rectifierGradient(x: Tensor, dy: Tensor): Tensor {
  // tfjs types a missing kernel as present.
  const own: unknown = getKernel(name, engine().backendName);
  if (own === undefined) return mul(dy, cast(step(x), "float32"));
  return engine().runKernel<Tensor>(name, { x, dy });
}

export const rectifierGradients: readonly GradConfig[] = [
  {
    kernelName: Relu,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => rectifierGradient(only(x), only(dy)) }),
  },
  {
    // Linear in dy, flat in x.
    kernelName: name,
    inputsToSave: ["x"],
    gradFunc: (ddx, [x]) => ({
      x: () => zerosLike(only(x)),
      dy: () => rectifierGradient(only(x), only(ddx)),
    }),
  },
];

function only(tensor: Tensor | Tensor[] | undefined): Tensor {
  if (tensor === undefined || Array.isArray(tensor)) {
    throw new TypeError("a rectifier has one input and one output");
  }
  return tensor;
}
