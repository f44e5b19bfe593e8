import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  customGrad,
  engine,
  matMul,
  mul,
  type Rank,
  reshape,
  sigmoid,
  slice,
  stack,
  tanh,
  type Tensor,
  type Tensor3D,
  type TensorInfo,
  zeros,
} from "@tensorflow/tfjs-core";

import type { Layers } from "#lab/layers.ts";

import { replaceKernel } from "./kernel.ts";
import { hasKernel, single } from "./layer.ts";
import type { Simd } from "./simd.ts";

const name = "LSTM";
const gradientName = "LSTMGradient";

export const lstm: Layers["lstm"] = (inputs, kernel) =>
  hasKernel(name) ? inOnePass(inputs, kernel) : stepByStep(inputs, kernel);

/** The gradient needs what the pass leaves behind, so both belong to one call instead of the tape. */
function inOnePass(inputs: Tensor, kernel: Tensor): Tensor3D {
  const run = customGrad<Tensor3D>((x, w, save) => {
    if (typeof x === "function" || typeof w === "function" || typeof save !== "function") {
      throw new TypeError("tfjs hands over two tensors and where to save");
    }
    const made = engine().runKernel<Tensor[]>(name, { inputs: x, kernel: w });
    save([w, ...made]);
    return { value: single(made) as Tensor3D, gradFunc: gradient };
  });
  return run(inputs, kernel);
}

function gradient(dy: Tensor, saved: Tensor[]): Tensor[] {
  const [kernel, states, gates, cells, tangents] = saved;
  return engine().runKernel<Tensor[]>(gradientName, {
    kernel: single(kernel),
    states: single(states),
    gates: single(gates),
    cells: single(cells),
    tangents: single(tangents),
    dy,
  });
}

function stepByStep(inputs: Tensor, kernel: Tensor): Tensor3D {
  const [steps, batch, units] = sizes(inputs, kernel);
  let state = zeros<Rank.R2>([batch, units]);
  let cell = state;
  const states: Tensor[] = [];
  for (let step = 0; step < steps; step += 1) {
    const own = reshape(slice(inputs, [step, 0, 0], [1, batch, 4 * units]), [batch, 4 * units]);
    const sums = add(own, matMul(state, kernel));
    const gate = (i: number): Tensor => slice(sums, [0, i * units], [batch, units]);
    const kept = mul(sigmoid(gate(1)), cell);
    cell = add(kept, mul(sigmoid(gate(0)), tanh(gate(2))));
    state = mul(sigmoid(gate(3)), tanh(cell));
    states.push(state);
  }
  return stack(states) as Tensor3D;
}

export function installLstm(backend: BackendWasm, simd: Simd): void {
  const { kernels, address } = simd;

  replaceKernel<Record<"inputs" | "kernel", TensorInfo>, undefined>(name, ({ inputs, kernel }) => {
    const [steps, batch, units] = sizes(inputs, kernel);
    const outputs = [units, 4 * units, units, units].map((length) =>
      backend.makeOutput([steps, batch, length], "float32"),
    );
    const [states = 0, gates = 0, cells = 0, tangents = 0] = outputs.map(address);
    const [x, w] = [address(inputs), address(kernel)];
    simd.withScratch(kernels.lstmScratch(batch, units), (scratch) => {
      kernels.lstm(x, w, states, gates, cells, tangents, steps, batch, units, scratch);
    });
    return outputs;
  });

  replaceKernel<
    Record<"kernel" | "states" | "gates" | "cells" | "tangents" | "dy", TensorInfo>,
    undefined
  >(gradientName, ({ kernel, states, gates, cells, tangents, dy }) => {
    const [steps, batch, units] = sizes(gates, kernel);
    const outputs = [
      backend.makeOutput(gates.shape, "float32"),
      backend.makeOutput(kernel.shape, "float32"),
    ];
    const [inputGradients = 0, kernelGradient = 0] = outputs.map(address);
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
    return outputs;
  });
}

function sizes(inputs: TensorInfo, kernel: TensorInfo): [number, number, number] {
  const [steps = 0, batch = 0, columns = 0] = inputs.shape;
  const [units = 0] = kernel.shape;
  if (inputs.shape.length !== 3 || columns !== 4 * units || kernel.shape[1] !== columns) {
    throw new Error(
      `an LSTM of inputs [${inputs.shape.join()}] and kernel [${kernel.shape.join()}]; they are [steps, batch, 4 units] and [units, 4 units]`,
    );
  }
  return [steps, batch, units];
}
