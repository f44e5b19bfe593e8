/**
 * A long short-term memory over a whole sequence (Hochreiter and Schmidhuber 1997, with Gers's forget gate), from a state of
 * zeros. Gates lie in the order input, forget, candidate, output.
 */
import { packBias, packRows, panelsBytes } from "./panels";
import { cornerBytes, multiply, transposedProduct, transposedProductScratch } from "./product";
import { read, slope, steepness, sumAt, write } from "./recurrence";
import { hyperbolicTangent, sigmoid } from "./transcendental";

export function lstmScratch(batch: i32, units: i32): i32 {
  return cornerBytes + panelsBytes(units, units << 2) + ((batch * units) << 4);
}

/**
 * inputs [steps, batch, 4 · units]: what each gate gets from outside, bias included; kernel [units, 4 · units] applies to the
 * state before. Gives the states [steps, batch, units] and, for the gradient, the gates (shape of inputs), the cells and their
 * tangents (shape of the states).
 */
export function lstm(
  inputs: usize,
  kernel: usize,
  states: usize,
  gates: usize,
  cells: usize,
  tangents: usize,
  steps: i32,
  batch: i32,
  units: i32,
  scratch: usize,
): void {
  const columns = units << 2;
  const panels = scratch + cornerBytes;
  const recurrent = panels + panelsBytes(units, columns);
  const stateBytes = (batch * units) << 2;
  const gateBytes = stateBytes << 2;
  packBias(0, panels, units, columns);
  packRows(kernel, panels, units, 0, units, columns, columns << 2, 4);
  memory.fill(recurrent, 0, gateBytes);
  for (let step = 0; step < steps; step++) {
    const at = step * stateBytes;
    if (step > 0) {
      multiply(
        states + at - stateBytes,
        panels,
        recurrent,
        batch,
        units,
        columns,
        units << 2,
        columns << 2,
        -Infinity,
        scratch,
      );
    }
    const own = step * gateBytes;
    for (let row = 0; row < batch; row++) {
      const line = at + ((row * units) << 2);
      const gateLine = (row * columns) << 2;
      advance(
        inputs + own + gateLine,
        recurrent + gateLine,
        gates + own + gateLine,
        step > 0 ? cells + line - stateBytes : 0,
        cells + line,
        tangents + line,
        states + line,
        units,
      );
    }
  }
}

/** One step of one sequence. `before` is the cell before, 0 at the start. */
function advance(
  inputs: usize,
  recurrent: usize,
  gates: usize,
  before: usize,
  cell: usize,
  tangent: usize,
  state: usize,
  units: i32,
): void {
  const end = units << 2;
  const forgetAt = end;
  const candidateAt = end * 2;
  const outputAt = end * 3;
  for (let k = 0, width = 0; k < end; k += width << 2) {
    width = end - k >= 16 ? 4 : 1;
    const input = sigmoid(sumAt(inputs, recurrent, k, width));
    const forget = sigmoid(sumAt(inputs, recurrent, forgetAt + k, width));
    const candidate = hyperbolicTangent(sumAt(inputs, recurrent, candidateAt + k, width));
    const output = sigmoid(sumAt(inputs, recurrent, outputAt + k, width));
    let value = f32x4.mul(input, candidate);
    if (before) value = f32x4.add(value, f32x4.mul(forget, read(before + k, width)));
    const squashed = hyperbolicTangent(value);
    write(gates + k, input, width);
    write(gates + forgetAt + k, forget, width);
    write(gates + candidateAt + k, candidate, width);
    write(gates + outputAt + k, output, width);
    write(cell + k, value, width);
    write(tangent + k, squashed, width);
    write(state + k, f32x4.mul(output, squashed), width);
  }
}

export function lstmGradientScratch(batch: i32, units: i32): i32 {
  return (
    cornerBytes +
    panelsBytes(units << 2, units) +
    ((batch * units) << 3) +
    transposedProductScratch()
  );
}

/** From what `lstm` gave and the states' gradient: those of the inputs [steps, batch, 4 · units] and of the kernel [units, 4 · units]. */
export function lstmGradient(
  kernel: usize,
  states: usize,
  gates: usize,
  cells: usize,
  tangents: usize,
  stateGradients: usize,
  inputGradients: usize,
  kernelGradient: usize,
  steps: i32,
  batch: i32,
  units: i32,
  scratch: usize,
): void {
  const columns = units << 2;
  const panels = scratch + cornerBytes;
  const returned = panels + panelsBytes(columns, units);
  const stateBytes = (batch * units) << 2;
  const gateBytes = stateBytes << 2;
  const carried = returned + stateBytes;
  packBias(0, panels, columns, units);
  packRows(kernel, panels, columns, 0, columns, units, 4, columns << 2);
  memory.fill(returned, 0, stateBytes << 1);
  for (let step = steps - 1; step >= 0; step--) {
    const at = step * stateBytes;
    const own = step * gateBytes;
    for (let row = 0; row < batch; row++) {
      const rowAt = (row * units) << 2;
      const gateRow = own + ((row * columns) << 2);
      retreat(
        gates + gateRow,
        step > 0 ? cells + at + rowAt - stateBytes : 0,
        tangents + at + rowAt,
        stateGradients + at + rowAt,
        returned + rowAt,
        carried + rowAt,
        inputGradients + gateRow,
        units,
      );
    }
    if (step > 0) {
      multiply(
        inputGradients + own,
        panels,
        returned,
        batch,
        columns,
        units,
        columns << 2,
        units << 2,
        -Infinity,
        scratch,
      );
    }
  }
  transposedProduct(
    states,
    inputGradients + gateBytes,
    kernelGradient,
    units,
    (steps - 1) * batch,
    columns,
    units << 2,
    columns << 2,
    4,
    carried + stateBytes,
  );
}

/** One step of one sequence backwards. `returned` is the gradient that the next step gave the state, `carried` the cell. */
function retreat(
  gates: usize,
  before: usize,
  tangent: usize,
  stateGradient: usize,
  returned: usize,
  carried: usize,
  gradient: usize,
  units: i32,
): void {
  const end = units << 2;
  const forgetAt = end;
  const candidateAt = end * 2;
  const outputAt = end * 3;
  for (let k = 0, width = 0; k < end; k += width << 2) {
    width = end - k >= 16 ? 4 : 1;
    const input = read(gates + k, width);
    const forget = read(gates + forgetAt + k, width);
    const candidate = read(gates + candidateAt + k, width);
    const output = read(gates + outputAt + k, width);
    const squashed = read(tangent + k, width);
    const state = sumAt(stateGradient, returned, k, width);
    const opening = f32x4.mul(f32x4.mul(state, output), steepness(squashed));
    const cell = f32x4.add(read(carried + k, width), opening);
    write(carried + k, f32x4.mul(cell, forget), width);
    const forgotten = before ? f32x4.mul(cell, read(before + k, width)) : f32x4.splat(0);
    write(gradient + k, f32x4.mul(f32x4.mul(cell, candidate), slope(input)), width);
    write(gradient + forgetAt + k, f32x4.mul(forgotten, slope(forget)), width);
    write(
      gradient + candidateAt + k,
      f32x4.mul(f32x4.mul(cell, input), steepness(candidate)),
      width,
    );
    write(gradient + outputAt + k, f32x4.mul(f32x4.mul(state, squashed), slope(output)), width);
  }
}
