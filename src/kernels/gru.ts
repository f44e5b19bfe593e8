import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  matMul,
  mul,
  type Rank,
  sigmoid,
  sub,
  tanh,
  type Tensor,
  type Tensor3D,
  type TensorInfo,
  zeros,
} from "@tensorflow/tfjs-core";

import type { Layers } from "#lab/layers.ts";

import { replaceKernel } from "./kernel.ts";
import { hasKernel } from "./layer.ts";
import { gateAt, inOnePass, sequenceSizes, stepByStep } from "./sequence.ts";
import type { Simd } from "./simd.ts";

const name = "GRU";
const gradientName = "GRUGradient";
const outputs = ["states", "gates", "remembered"] as const;

export const gru: Layers["gru"] = (inputs, kernel, bias) => {
  const [, batch, units] = sizes(inputs, kernel, bias);
  return hasKernel(name)
    ? inOnePass({ name, gradientName, outputs }, inputs, { kernel, bias })
    : composed(inputs, kernel, bias, [batch, units]);
};

function composed(
  inputs: Tensor,
  kernel: Tensor,
  bias: Tensor,
  [batch, units]: [batch: number, units: number],
): Tensor3D {
  let state: Tensor = zeros<Rank.R2>([batch, units]);
  return stepByStep(inputs, (own) => {
    const recurrent = matMul(state, kernel);
    const gate = (i: number): Tensor =>
      sigmoid(add(gateAt(own, i, units), gateAt(recurrent, i, units)));
    const remembered = add(gateAt(recurrent, 2, units), bias);
    const candidate = tanh(add(gateAt(own, 2, units), mul(gate(0), remembered)));
    const update = gate(1);
    state = add(mul(sub(1, update), candidate), mul(update, state));
    return state;
  });
}

export function installGru(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Record<"inputs" | "kernel" | "bias", TensorInfo>, undefined>(
    name,
    ({ inputs, kernel, bias }) => {
      const [steps, batch, units] = sizes(inputs, kernel, bias);
      const made = [units, 3 * units, units].map((length) =>
        backend.makeOutput([steps, batch, length], "float32"),
      );
      const [states = 0, gates = 0, remembered = 0] = made.map(address);
      const [x, w, b] = [address(inputs), address(kernel), address(bias)];
      simd.withScratch(kernels.gruScratch(batch, units), (scratch) => {
        kernels.gru(x, w, b, states, gates, remembered, steps, batch, units, scratch);
      });
      return made;
    },
  );

  replaceKernel<Record<"kernel" | "bias" | "dy" | (typeof outputs)[number], TensorInfo>, undefined>(
    gradientName,
    ({ kernel, bias, states, gates, remembered, dy }) => {
      const [steps, batch, units] = sizes(gates, kernel, bias);
      const made = [gates, kernel, bias].map(({ shape }) => backend.makeOutput(shape, "float32"));
      const [inputGradients = 0, kernelGradient = 0, biasGradient = 0] = made.map(address);
      simd.withScratch(kernels.gruGradientScratch(steps, batch, units), (scratch) => {
        kernels.gruGradient(
          address(kernel),
          address(states),
          address(gates),
          address(remembered),
          address(dy),
          inputGradients,
          kernelGradient,
          biasGradient,
          steps,
          batch,
          units,
          scratch,
        );
      });
      return made;
    },
  );
}

function sizes(
  inputs: TensorInfo,
  kernel: TensorInfo,
  bias: TensorInfo,
): [steps: number, batch: number, units: number] {
  const found = sequenceSizes("a GRU", 3, inputs, kernel);
  if (bias.shape.length !== 1 || bias.shape[0] !== found[2]) {
    throw new Error(`a GRU of ${found[2]} units and bias [${bias.shape.join()}]; it is [units]`);
  }
  return found;
}
