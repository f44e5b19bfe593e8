import {
  Abs,
  cast,
  div,
  equal,
  type GradConfig,
  Max,
  Min,
  mul,
  reshape,
  sign,
  sum,
  type Tensor,
  util,
} from "@tensorflow/tfjs-core";

import { single } from "./layer.ts";

/** Gradients where a function has no slope: tfjs takes −1 for |x| at 0, and gives each of equal maxima the whole. */
export const conventionGradients: readonly GradConfig[] = [
  {
    kernelName: Abs,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => mul(single(dy), sign(single(x))) }),
  },
  ...[Max, Min].map((kernelName) => ({
    kernelName,
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (
      dy: Tensor | Tensor[],
      [x, y]: Tensor[],
      { reductionIndices, axis }: object & Axes,
    ) => ({
      x: () => sharedOut(single(x), single(y), single(dy), reductionIndices ?? axis),
    }),
  })),
];

/** Max and Min call the same thing by different names. */
interface Axes {
  readonly reductionIndices?: number[];
  readonly axis?: number[];
}

/** The gradient of an extreme value, in equal parts to all that have it. */
function sharedOut(x: Tensor, y: Tensor, dy: Tensor, axes: number[] | undefined): Tensor {
  const along = util.parseAxisParam(axes ?? [...x.shape.keys()], x.shape);
  const shape = x.shape.map((length, axis) => (along.includes(axis) ? 1 : length));
  const isExtreme = cast<Tensor>(equal(x, reshape(y, shape)), "float32");
  const share = div(reshape(dy, shape), sum(isExtreme, along, true));
  return mul(isExtreme, share);
}
