import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  matMul,
  mul,
  type Rank,
  sigmoid,
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

const name = "LSTM";
const gradientName = "LSTMGradient";

const outputs = ["states", "gates", "cells", "tangents"] as const;

export const lstm: Layers["lstm"] = (inputs, kernel) =>
  hasKernel(name)
    ? inOnePass({ name, gradientName, outputs }, inputs, { kernel })
    : composed(inputs, kernel);

function composed(inputs: Tensor, kernel: Tensor): Tensor3D {
  const [, batch, units] = sizes(inputs, kernel);
  let state: Tensor = zeros<Rank.R2>([batch, units]);
  let cell = state;
  return stepByStep(inputs, (own) => {
    const sums = add(own, matMul(state, kernel));
    const gate = (i: number): Tensor => gateAt(sums, i, units);
    const kept = mul(sigmoid(gate(1)), cell);
    cell = add(kept, mul(sigmoid(gate(0)), tanh(gate(2))));
    state = mul(sigmoid(gate(3)), tanh(cell));
    return state;
  });
}

export function installLstm(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Record<"inputs" | "kernel", TensorInfo>, undefined>(name, ({ inputs, kernel }) => {
    const [steps, batch, units] = sizes(inputs, kernel);
    const made = [units, 4 * units, units, units].map((length) =>
      backend.makeOutput([steps, batch, length], "float32"),
    );
    const [states = 0, gates = 0, cells = 0, tangents = 0] = made.map(address);
    const [x, w] = [address(inputs), address(kernel)];
    simd.withScratch(kernels.lstmScratch(batch, units), (scratch) => {
      kernels.lstm(x, w, states, gates, cells, tangents, steps, batch, units, scratch);
    });
    return made;
  });

  replaceKernel<Record<"kernel" | "dy" | (typeof outputs)[number], TensorInfo>, undefined>(
    gradientName,
    ({ kernel, states, gates, cells, tangents, dy }) => {
      const [steps, batch, units] = sizes(gates, kernel);
      const made = [
        backend.makeOutput(gates.shape, "float32"),
        backend.makeOutput(kernel.shape, "float32"),
      ];
      const [inputGradients = 0, kernelGradient = 0] = made.map(address);
      simd.withScratch(kernels.lstmGradientScratch(batch, units), (scratch) => {
        kernels.lstmGradient(
          address(kernel),
          address(states),
          address(gates),
          address(cells),
          address(tangents),
          address(dy),
          inputGradients,
          kernelGradient,
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
): [steps: number, batch: number, units: number] {
  return sequenceSizes("an LSTM", 4, inputs, kernel);
}
