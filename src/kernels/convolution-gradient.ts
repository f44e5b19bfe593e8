import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type GradConfig,
  type NamedAttrMap,
  type Tensor,
} from "@tensorflow/tfjs-core";

import { operate, single } from "./layer.ts";

/** The gradients of a convolution, plain and depthwise, and of its input's gradient, dilated or not; tfjs's own know no dilation. */
export const convolutionGradients: readonly GradConfig[] = [
  {
    kernelName: Conv2D,
    inputsToSave: ["x", "filter"],
    gradFunc: (out, [x, filter], attributes) => {
      const [dy, images, kernel] = [single(out), single(x), single(filter)];
      return {
        x: () => inputGradient(dy, kernel, images.shape, attributes),
        filter: () => filterGradient(images, dy, kernel.shape, attributes),
      };
    },
  },
  {
    kernelName: Conv2DBackpropInput,
    inputsToSave: ["dy", "filter"],
    gradFunc: (out, [dy, filter], attributes) => {
      const [ddx, kernel] = [single(out), single(filter)];
      return {
        dy: () => operate(Conv2D, { x: ddx, filter: kernel }, { dilations: [1, 1], ...attributes }),
        filter: () => filterGradient(ddx, single(dy), kernel.shape, attributes),
      };
    },
  },
  {
    kernelName: DepthwiseConv2dNative,
    inputsToSave: ["x", "filter"],
    gradFunc: (out, [x, filter], attributes) => {
      const [dy, images, kernel] = [single(out), single(x), single(filter)];
      return {
        x: () =>
          operate(
            DepthwiseConv2dNativeBackpropInput,
            { dy, filter: kernel },
            { ...attributes, inputShape: images.shape },
          ),
        filter: () =>
          operate(
            DepthwiseConv2dNativeBackpropFilter,
            { x: images, dy },
            { ...attributes, filterShape: kernel.shape },
          ),
      };
    },
  },
];

function inputGradient(
  dy: Tensor,
  filter: Tensor,
  inputShape: number[],
  attributes: NamedAttrMap,
): Tensor {
  return operate(Conv2DBackpropInput, { dy, filter }, { ...attributes, inputShape });
}

function filterGradient(
  x: Tensor,
  dy: Tensor,
  filterShape: number[],
  attributes: NamedAttrMap,
): Tensor {
  return operate(Conv2DBackpropFilter, { x, dy }, { ...attributes, filterShape });
}
