import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

import { installConvolutionLayer } from "./convolution-layer.ts";
import { installConvolution } from "./convolution.ts";
import { installDenseLayer } from "./dense-layer.ts";
import { installDepthwise } from "./depthwise.ts";
import { refuseFaultyKernels } from "./faulty.ts";
import { registerGradients } from "./gradients.ts";
import { installGru } from "./gru.ts";
import { installLearning } from "./learning.ts";
import { installLstm } from "./lstm.ts";
import { installMatrixProducts } from "./matrix-product.ts";
import { installPooledConvolution } from "./pooled-convolution.ts";
import { installPoolingGradient } from "./pooling-gradient.ts";
import { installRectifier } from "./rectifier.ts";
import { installRowKernels } from "./rows.ts";
import { installSharing } from "./sharing.ts";
import { openSimd } from "./simd.ts";
import { installSums } from "./sums.ts";

const installed = new WeakSet<BackendWasm>();

/** Makes a ready wasm backend fit for training: registers gradients and puts our kernels in the place of missing, wrong and slow ones. Once a backend. */
export function installKernels(backend: BackendWasm): void {
  if (installed.has(backend)) return;
  installed.add(backend);
  registerGradients();
  installSharing(backend);
  installRowKernels(backend);
  const simd = openSimd(backend);
  installMatrixProducts(backend, simd);
  installConvolution(backend, simd);
  installDepthwise(backend, simd);
  installPoolingGradient(backend, simd);
  refuseFaultyKernels(backend);
  installRectifier(backend, simd);
  installDenseLayer(backend, simd);
  installConvolutionLayer(backend, simd);
  installPooledConvolution(backend, simd);
  installLearning(backend, simd);
  installLstm(backend, simd);
  installGru(backend, simd);
  installSums(backend, simd);
}
