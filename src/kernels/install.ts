import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

import { installConvolutionGradients } from "./convolution-gradients.ts";
import { installConvolution } from "./convolution.ts";
import { registerGradients } from "./gradients.ts";
import { installMatrixProducts } from "./matrix-product.ts";
import { installPoolingGradient } from "./pooling-gradient.ts";
import { installRowKernels } from "./rows.ts";
import { installSharing } from "./sharing.ts";

const installed = new WeakSet<BackendWasm>();

/** Makes a ready wasm backend fit for training: registers gradients and puts our kernels in the place of missing, wrong and slow ones. Once a backend. */
export function installKernels(backend: BackendWasm): void {
  if (installed.has(backend)) return;
  installed.add(backend);
  registerGradients();
  installSharing(backend);
  installRowKernels(backend);
  installMatrixProducts(backend);
  installConvolution(backend);
  installConvolutionGradients(backend);
  installPoolingGradient(backend);
}
