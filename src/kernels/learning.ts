import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  div,
  engine,
  type GradConfig,
  logSoftmax,
  mean,
  mul,
  neg,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type TensorInfo,
  tidy,
  util,
} from "@tensorflow/tfjs-core";

import type { Layers } from "#lab/layers.ts";

import { heapView, replaceKernel } from "./kernel.ts";
import { hasKernel, single } from "./layer.ts";
import type { Simd } from "./simd.ts";

const lossName = "SoftmaxCrossEntropy";
const adamName = "AdamStep";

export const softmaxCrossEntropy: Layers["softmaxCrossEntropy"] = (logits, targets) => {
  if (!hasKernel(lossName)) {
    return neg(mean<Scalar>(sum(mul(targets, logSoftmax(logits)), -1)));
  }
  return single(engine().runKernel<Tensor[]>(lossName, { logits, targets })) as Scalar;
};

/** The loss is a by-product of its gradient, so the kernel gives both. */
export const softmaxCrossEntropyGradient: GradConfig = {
  kernelName: lossName,
  inputsToSave: [],
  outputsToSave: [false, true],
  gradFunc: (out, [gradient]) => ({
    logits: () => mul(single(gradient), single(out)),
    targets: () => {
      throw new Error("softmax cross-entropy has no gradient for its targets");
    },
  }),
};

export const adam: Layers["adam"] = (weights, gradient, moments, settings) => {
  const [first, second] = moments;
  const { rate, decays, epsilon } = settings;
  const [decay1, decay2] = decays;
  if (hasKernel(adamName)) {
    const [newWeights, newFirst, newSecond] = engine().runKernel<Tensor[]>(
      adamName,
      { weights, gradient, first, second },
      { rate, decay1, decay2, epsilon },
    );
    return [single(newWeights), single(newFirst), single(newSecond)];
  }
  const after: [Tensor, Tensor, Tensor] = tidy(() => {
    const newFirst = add(mul(first, decay1), mul(gradient, 1 - decay1));
    const newSecond = add(mul(second, decay2), mul(square(gradient), 1 - decay2));
    const step = div(mul(newFirst, rate), add(sqrt(newSecond), epsilon));
    return [sub(weights, step), newFirst, newSecond];
  });
  return after;
};

export function installLearning(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Record<"logits" | "targets", TensorInfo>, undefined>(
    lossName,
    ({ logits, targets }) => {
      const [rows = 0, columns = 0] = logits.shape;
      if (logits.shape.length !== 2 || logits.shape.join() !== targets.shape.join()) {
        throw new Error(
          `a cross-entropy of logits [${logits.shape.join()}] and targets [${targets.shape.join()}]; both are [batch, classes]`,
        );
      }
      const loss = backend.makeOutput([], "float32");
      const gradient = backend.makeOutput(logits.shape, "float32");
      const places = [address(logits), address(targets), address(gradient)] as const;
      const value = kernels.softmaxCrossEntropy(...places, rows, columns);
      heapView(backend, loss)[0] = value;
      return [loss, gradient];
    },
  );

  replaceKernel<
    Record<"weights" | "gradient" | "first" | "second", TensorInfo>,
    Record<"rate" | "decay1" | "decay2" | "epsilon", number>
  >(adamName, ({ weights, gradient, first, second }, { rate, decay1, decay2, epsilon }) => {
    const outputs = [0, 1, 2].map(() => backend.makeOutput(weights.shape, "float32"));
    const [newWeights = 0, newFirst = 0, newSecond = 0] = outputs.map(address);
    kernels.adam(
      address(weights),
      address(gradient),
      address(first),
      address(second),
      newWeights,
      newFirst,
      newSecond,
      util.sizeFromShape(weights.shape),
      rate,
      decay1,
      1 - decay1,
      decay2,
      1 - decay2,
      epsilon,
    );
    return outputs;
  });
}
