import {
  customGrad,
  engine,
  type NamedTensorMap,
  reshape,
  slice,
  stack,
  type Tensor,
  type Tensor3D,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

import { single } from "./layer.ts";

/** Names of a kernel that goes over a whole sequence, and of the one that goes back. */
interface Pass {
  readonly name: string;
  readonly gradientName: string;
  /** What the kernel gives, the states first. */
  readonly outputs: readonly string[];
}

/**
 * Runs a recurrent layer's kernel on `inputs` and its `weights`. Its gradient needs what the pass leaves behind, so both belong
 * to one call instead of the tape: the other kernel is handed the weights, the outputs and `dy`, and gives the gradients of
 * inputs and weights, in their order.
 */
export function inOnePass(pass: Pass, inputs: Tensor, weights: NamedTensorMap): Tensor3D {
  const names = Object.keys(weights);
  const run = customGrad<Tensor3D>((...handed) => {
    const [x, ...rest] = handed;
    const save = rest.at(-1);
    if (x === undefined || typeof x === "function" || typeof save !== "function") {
      throw new TypeError("tfjs hands over tensors and where to save");
    }
    const given = rest.slice(0, -1) as Tensor[];
    const made = engine().runKernel<Tensor[]>(pass.name, { inputs: x, ...named(names, given) });
    save([...given, ...made]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] =>
      engine().runKernel<Tensor[]>(pass.gradientName, {
        ...named([...names, ...pass.outputs], saved),
        dy,
      });
    return { value: single(made) as Tensor3D, gradFunc };
  });
  return run(inputs, ...Object.values(weights));
}

/** The same put together of tfjs's operations: `advance` makes a state from what a step's gates get from outside. */
export function stepByStep(inputs: Tensor, advance: (own: Tensor) => Tensor): Tensor3D {
  const [steps = 0, batch = 0, columns = 0] = inputs.shape;
  const states = Array.from({ length: steps }, (_, step) =>
    advance(reshape(slice(inputs, [step, 0, 0], [1, batch, columns]), [batch, columns])),
  );
  return stack(states) as Tensor3D;
}

/** The gate at position `i` of sums `[batch, gates · units]`. */
export function gateAt(sums: Tensor, i: number, units: number): Tensor {
  return slice(sums, [0, i * units], [sums.shape[0] ?? 0, units]);
}

/** Steps, batch and units of a layer with so many gates; throws where the shapes do not fit together. */
export function sequenceSizes(
  layer: string,
  gates: number,
  inputs: TensorInfo,
  kernel: TensorInfo,
): [steps: number, batch: number, units: number] {
  const [steps = 0, batch = 0, columns = 0] = inputs.shape;
  const [units = 0] = kernel.shape;
  if (inputs.shape.length !== 3 || columns !== gates * units || kernel.shape[1] !== columns) {
    throw new Error(
      `${layer} of inputs [${inputs.shape.join()}] and kernel [${kernel.shape.join()}]; they are [steps, batch, ${gates} units] and [units, ${gates} units]`,
    );
  }
  return [steps, batch, units];
}

function named(names: readonly string[], tensors: readonly Tensor[]): NamedTensorMap {
  return Object.fromEntries(names.map((name, i) => [name, single(tensors[i])]));
}
