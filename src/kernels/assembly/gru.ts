/**
 * A gated recurrent unit over a whole sequence, from a state of zeros, with the reset gate inside the candidate, on the product
 * with the state (Cho et al. 2014, in the form of cuDNN and PyTorch). Gates lie in the order reset, update, candidate:
 *
 * r = σ(xᵣ + h Wᵣ), z = σ(x_z + h W_z), n = tanh(xₙ + r (h Wₙ + b)), h′ = (1 − z) n + z h
 */
import { sumRows } from "./elementwise";
import { packBias, packRows, panelsBytes } from "./panels";
import { cornerBytes, multiply, transposedProduct, transposedProductScratch } from "./product";
import { read, slope, steepness, sumAt, write } from "./recurrence";
import { hyperbolicTangent, sigmoid } from "./transcendental";

export function gruScratch(batch: i32, units: i32): i32 {
  return cornerBytes + panelsBytes(units, 3 * units) + 12 * units * (batch + 1);
}

/**
 * inputs [steps, batch, 3 · units]: what each gate gets from outside, bias included; kernel [units, 3 · units] applies to the
 * state before, bias [units] is the candidate's within the reset. Gives the states [steps, batch, units] and, for the gradient,
 * the gates (shape of inputs) and what the reset scales, h Wₙ + b (shape of the states).
 */
export function gru(
  inputs: usize,
  kernel: usize,
  bias: usize,
  states: usize,
  gates: usize,
  remembered: usize,
  steps: i32,
  batch: i32,
  units: i32,
  scratch: usize,
): void {
  const columns = 3 * units;
  const panels = scratch + cornerBytes;
  const recurrent = panels + panelsBytes(units, columns);
  const unitBytes = units << 2;
  const stateBytes = batch * unitBytes;
  const rowBytes = columns << 2;
  const biases = recurrent + batch * rowBytes;
  memory.fill(biases, 0, unitBytes << 1);
  memory.copy(biases + (unitBytes << 1), bias, unitBytes);
  packBias(biases, panels, units, columns);
  packRows(kernel, panels, units, 0, units, columns, rowBytes, 4);
  // The product with a state of zeros.
  for (let row = 0; row < batch; row++) memory.copy(recurrent + row * rowBytes, biases, rowBytes);
  for (let step = 0; step < steps; step++) {
    const at = step * stateBytes;
    const own = step * batch * rowBytes;
    if (step > 0) {
      const before = states + at - stateBytes;
      multiply(
        before,
        panels,
        recurrent,
        batch,
        units,
        columns,
        unitBytes,
        rowBytes,
        -Infinity,
        scratch,
      );
    }
    for (let row = 0; row < batch; row++) {
      const line = at + row * unitBytes;
      const gateLine = row * rowBytes;
      advance(
        inputs + own + gateLine,
        recurrent + gateLine,
        gates + own + gateLine,
        step > 0 ? states + line - stateBytes : 0,
        remembered + line,
        states + line,
        unitBytes,
      );
    }
  }
}

/** One step of one sequence. `before` is the state before, 0 at the start. */
function advance(
  inputs: usize,
  recurrent: usize,
  gates: usize,
  before: usize,
  remembered: usize,
  state: usize,
  end: i32,
): void {
  const updateAt = end;
  const candidateAt = end << 1;
  for (let k = 0, width = 0; k < end; k += width << 2) {
    width = end - k >= 16 ? 4 : 1;
    const reset = sigmoid(sumAt(inputs, recurrent, k, width));
    const update = sigmoid(sumAt(inputs, recurrent, updateAt + k, width));
    const inner = read(recurrent + candidateAt + k, width);
    const outer = read(inputs + candidateAt + k, width);
    const candidate = hyperbolicTangent(f32x4.add(outer, f32x4.mul(reset, inner)));
    let value = f32x4.mul(f32x4.sub(f32x4.splat(1), update), candidate);
    if (before) value = f32x4.add(value, f32x4.mul(update, read(before + k, width)));
    write(gates + k, reset, width);
    write(gates + updateAt + k, update, width);
    write(gates + candidateAt + k, candidate, width);
    write(remembered + k, inner, width);
    write(state + k, value, width);
  }
}

export function gruGradientScratch(steps: i32, batch: i32, units: i32): i32 {
  return (
    cornerBytes +
    panelsBytes(3 * units, units) +
    transposedProductScratch() +
    ((batch * units) << 3) +
    12 * steps * batch * units
  );
}

/**
 * From what `gru` gave and the states' gradient: those of the inputs [steps, batch, 3 · units], of the kernel
 * [units, 3 · units] and of the bias [units].
 */
export function gruGradient(
  kernel: usize,
  states: usize,
  gates: usize,
  remembered: usize,
  stateGradients: usize,
  inputGradients: usize,
  kernelGradient: usize,
  biasGradient: usize,
  steps: i32,
  batch: i32,
  units: i32,
  scratch: usize,
): void {
  const columns = 3 * units;
  const unitBytes = units << 2;
  const stateBytes = batch * unitBytes;
  const rowBytes = columns << 2;
  const gateBytes = batch * rowBytes;
  const panels = scratch + cornerBytes;
  const block = panels + panelsBytes(columns, units);
  const returned = block + transposedProductScratch();
  const kept = returned + stateBytes;
  // As the gradients of the inputs, but the candidate's is that of the product within the reset.
  const products = kept + stateBytes;
  packBias(0, panels, columns, units);
  packRows(kernel, panels, columns, 0, columns, units, 4, rowBytes);
  memory.fill(returned, 0, stateBytes << 1);
  for (let step = steps - 1; step >= 0; step--) {
    const at = step * stateBytes;
    const own = step * gateBytes;
    for (let row = 0; row < batch; row++) {
      const rowAt = row * unitBytes;
      const gateRow = own + row * rowBytes;
      retreat(
        gates + gateRow,
        step > 0 ? states + at + rowAt - stateBytes : 0,
        remembered + at + rowAt,
        stateGradients + at + rowAt,
        returned + rowAt,
        kept + rowAt,
        inputGradients + gateRow,
        products + gateRow,
        unitBytes,
      );
    }
    if (step > 0) {
      multiply(
        products + own,
        panels,
        returned,
        batch,
        columns,
        units,
        rowBytes,
        unitBytes,
        -Infinity,
        scratch,
      );
    }
  }
  const depth = (steps - 1) * batch;
  transposedProduct(
    states,
    products + gateBytes,
    kernelGradient,
    units,
    depth,
    columns,
    unitBytes,
    rowBytes,
    4,
    block,
  );
  // All columns are summed, as that is done row by row; the candidate's are the bias's.
  sumRows(products, panels, steps * batch, columns);
  memory.copy(biasGradient, panels + (unitBytes << 1), unitBytes);
}

/**
 * One step of one sequence backwards. `returned` is the gradient that the next step gave the state through its product, `kept`
 * what came through its update gate.
 */
function retreat(
  gates: usize,
  before: usize,
  remembered: usize,
  stateGradient: usize,
  returned: usize,
  kept: usize,
  gradient: usize,
  product: usize,
  end: i32,
): void {
  const updateAt = end;
  const candidateAt = end << 1;
  for (let k = 0, width = 0; k < end; k += width << 2) {
    width = end - k >= 16 ? 4 : 1;
    const reset = read(gates + k, width);
    const update = read(gates + updateAt + k, width);
    const candidate = read(gates + candidateAt + k, width);
    const state = f32x4.add(sumAt(stateGradient, returned, k, width), read(kept + k, width));
    write(kept + k, f32x4.mul(state, update), width);
    const older = before ? read(before + k, width) : f32x4.splat(0);
    const updating = f32x4.mul(f32x4.mul(state, f32x4.sub(older, candidate)), slope(update));
    const fresh = f32x4.mul(state, f32x4.sub(f32x4.splat(1), update));
    const proposing = f32x4.mul(fresh, steepness(candidate));
    const inner = read(remembered + k, width);
    const resetting = f32x4.mul(f32x4.mul(proposing, inner), slope(reset));
    write(gradient + k, resetting, width);
    write(gradient + updateAt + k, updating, width);
    write(gradient + candidateAt + k, proposing, width);
    write(product + k, resetting, width);
    write(product + updateAt + k, updating, width);
    write(product + candidateAt + k, f32x4.mul(proposing, reset), width);
  }
}
