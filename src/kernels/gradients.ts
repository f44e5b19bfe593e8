import {
  Equal,
  type GradConfig,
  Greater,
  Less,
  LessEqual,
  NotEqual,
  registerGradient,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { addGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Add_grad";
import { addNGradConfig } from "@tensorflow/tfjs-core/dist/gradients/AddN_grad";
import { argMaxGradConfig } from "@tensorflow/tfjs-core/dist/gradients/ArgMax_grad";
import { avgPoolGradConfig } from "@tensorflow/tfjs-core/dist/gradients/AvgPool_grad";
import { batchMatMulGradConfig } from "@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad";
import { castGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Cast_grad";
import { clipByValueGradConfig } from "@tensorflow/tfjs-core/dist/gradients/ClipByValue_grad";
import { concatGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Concat_grad";
import { expGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Exp_grad";
import { expandDimsGradConfig } from "@tensorflow/tfjs-core/dist/gradients/ExpandDims_grad";
import { gatherGradConfig } from "@tensorflow/tfjs-core/dist/gradients/GatherV2_grad";
import { greaterEqualGradConfig } from "@tensorflow/tfjs-core/dist/gradients/GreaterEqual_grad";
import { identityGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Identity_grad";
import { logGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Log_grad";
import { logSoftmaxGradConfig } from "@tensorflow/tfjs-core/dist/gradients/LogSoftmax_grad";
import { maximumGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Maximum_grad";
import { maxPoolGradConfig } from "@tensorflow/tfjs-core/dist/gradients/MaxPool_grad";
import { meanGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Mean_grad";
import { minimumGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Minimum_grad";
import { multiplyGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Multiply_grad";
import { negGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Neg_grad";
import { oneHotGradConfig } from "@tensorflow/tfjs-core/dist/gradients/OneHot_grad";
import { onesLikeGradConfig } from "@tensorflow/tfjs-core/dist/gradients/OnesLike_grad";
import { packGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Pack_grad";
import { padV2GradConfig } from "@tensorflow/tfjs-core/dist/gradients/PadV2_grad";
import { divGradConfig } from "@tensorflow/tfjs-core/dist/gradients/RealDiv_grad";
import { reshapeGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Reshape_grad";
import { selectGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Select_grad";
import { sigmoidGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sigmoid_grad";
import { signGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sign_grad";
import { sliceGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Slice_grad";
import { softmaxGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Softmax_grad";
import { sqrtGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sqrt_grad";
import { squareGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Square_grad";
import { stepGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Step_grad";
import { subGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sub_grad";
import { sumGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sum_grad";
import { tanhGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Tanh_grad";
import { transposeGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Transpose_grad";
import { unpackGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Unpack_grad";
import { zerosLikeGradConfig } from "@tensorflow/tfjs-core/dist/gradients/ZerosLike_grad";

import { conventionGradients } from "./conventions.ts";
import { convolutionGradients } from "./convolution-gradient.ts";
import { convolutionLayerGradient } from "./convolution-layer.ts";
import { denseLayerGradient } from "./dense-layer.ts";
import { softmaxCrossEntropyGradient } from "./learning.ts";
import { pooledConvolutionGradient } from "./pooled-convolution.ts";
import { rectifierGradients } from "./rectifier.ts";

/** Registers the gradients of the operations in `tf.ts`, and of those that these gradients are made of. */
export function registerGradients(): void {
  for (const gradient of [...standardGradients, ...comparisonGradients, ...ownGradients])
    registerGradient(gradient);
}

const ownGradients: readonly GradConfig[] = [
  ...conventionGradients,
  ...rectifierGradients,
  ...convolutionGradients,
  convolutionLayerGradient,
  denseLayerGradient,
  pooledConvolutionGradient,
  softmaxCrossEntropyGradient,
];

const standardGradients: readonly GradConfig[] = [
  addGradConfig,
  addNGradConfig,
  argMaxGradConfig,
  batchMatMulGradConfig,
  castGradConfig,
  clipByValueGradConfig,
  concatGradConfig,
  avgPoolGradConfig,
  expGradConfig,
  expandDimsGradConfig,
  gatherGradConfig,
  greaterEqualGradConfig,
  identityGradConfig,
  logGradConfig,
  logSoftmaxGradConfig,
  maxPoolGradConfig,
  maximumGradConfig,
  meanGradConfig,
  minimumGradConfig,
  multiplyGradConfig,
  negGradConfig,
  oneHotGradConfig,
  onesLikeGradConfig,
  packGradConfig,
  padV2GradConfig,
  divGradConfig,
  reshapeGradConfig,
  selectGradConfig,
  sigmoidGradConfig,
  signGradConfig,
  sliceGradConfig,
  softmaxGradConfig,
  sqrtGradConfig,
  squareGradConfig,
  stepGradConfig,
  subGradConfig,
  sumGradConfig,
  tanhGradConfig,
  transposeGradConfig,
  unpackGradConfig,
  zerosLikeGradConfig,
];

/** A comparison is flat almost everywhere; tfjs says so for ≥ alone, and stops at the others. */
const comparisonGradients: readonly GradConfig[] = [Equal, Greater, Less, LessEqual, NotEqual].map(
  (kernelName) => ({
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (_, saved) => {
      const [a, b] = saved;
      if (a === undefined || b === undefined) throw new Error(`${kernelName} saved no inputs`);
      return { a: () => zerosLike(a), b: () => zerosLike(b) };
    },
  }),
);
