/**
 * Small dense networks in plain numbers, one input at a time. Inputs and hidden units that are 0 cost nothing, so that for a few thousand
 * weights this is several times as fast as tensors; and only + − × ÷ and √ are used, which every engine rounds alike.
 */
import type { Random } from "#lab/runtime.ts";

/** Where a network's numbers stand in its one array: each layer's kernel `[from, to]`, then its bias `[to]`. */
export interface PlainShape {
  readonly layers: readonly {
    readonly from: number;
    readonly to: number;
    readonly kernel: number;
    readonly bias: number;
  }[];
  readonly inputs: number;
  readonly outputs: number;
  readonly parameters: number;
}

/** Layers of these sizes, inputs first, with ReLU between them. */
export function plainShape(sizes: readonly number[]): PlainShape {
  let parameters = 0;
  const layers = sizes.slice(1).map((to, i) => {
    const from = sizes[i] ?? 0;
    const kernel = parameters;
    const bias = kernel + from * to;
    parameters = bias + to;
    return { from, to, kernel, bias };
  });
  return { layers, inputs: sizes[0] ?? 0, outputs: sizes.at(-1) ?? 0, parameters };
}

/** Normal kernels of variance 2 / inputs (He et al. 2015, eq. 10), biases 0. */
export function plainParameters({ layers, parameters }: PlainShape, random: Random): Float64Array {
  const values = new Float64Array(parameters);
  for (const { from, to, kernel } of layers) {
    const scale = Math.sqrt(2 / from);
    for (let i = 0; i < from * to; i += 1) values[kernel + i] = scale * random.normal();
  }
  return values;
}

/** Room for one input's way through a network and back; the input is copied in. */
export interface PlainRoom {
  /** The input, then what each layer gives. */
  readonly activations: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
  readonly active: Active;
  readonly activeAbove: Active;
}

/** What is not 0 of the layer at hand, its values in order. */
interface Active {
  readonly values: Float64Array;
  readonly places: Int32Array;
}

export function plainRoom({ layers, inputs }: PlainShape): PlainRoom {
  const rows = (): Float64Array[] =>
    [inputs, ...layers.map(({ to }) => to)].map((length) => new Float64Array(length));
  const longest = Math.max(inputs, ...layers.map(({ to }) => to));
  const none = (): Active => ({
    values: new Float64Array(longest),
    places: new Int32Array(longest),
  });
  return { activations: rows(), slopes: rows(), active: none(), activeAbove: none() };
}

/** The outputs for an input; they stand in `room` until the next call. */
export function plainOutputs(
  { layers, inputs: length }: PlainShape,
  parameters: Float64Array,
  input: ArrayLike<number>,
  { activations, active }: PlainRoom,
): Float64Array {
  let x = rowOf(activations, 0);
  for (let i = 0; i < length; i += 1) x[i] = input[i] ?? 0;
  for (let l = 0; l < layers.length; l += 1) {
    const layer = layers[l];
    if (layer === undefined) break;
    const y = rowOf(activations, l + 1);
    const count = activate(x, layer.from, active, layer.kernel, layer.to);
    multiply(layer, parameters, active, count, y);
    if (l < layers.length - 1) {
      for (let j = 0; j < layer.to; j += 1) y[j] = Math.max(y[j] ?? 0, 0);
    }
    x = y;
  }
  return x;
}

/** Lists what is not 0, the place of `x[i]` as `start + i * stride`; gives the number. */
function activate(
  x: Float64Array,
  length: number,
  { values, places }: Active,
  start: number,
  stride: number,
): number {
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    const value = x[i] ?? 0;
    values[count] = value;
    places[count] = start + i * stride;
    count += Number(value !== 0);
  }
  return count;
}

/** bias + x · kernel, eight sums at a time, so that they stay in registers. */
function multiply(
  { to, bias }: PlainShape["layers"][number],
  parameters: Float64Array,
  { values, places }: Active,
  count: number,
  y: Float64Array,
): void {
  let j = 0;
  for (; j + 8 <= to; j += 8) {
    let a = parameters[bias + j] ?? 0;
    let b = parameters[bias + j + 1] ?? 0;
    let c = parameters[bias + j + 2] ?? 0;
    let d = parameters[bias + j + 3] ?? 0;
    let e = parameters[bias + j + 4] ?? 0;
    let f = parameters[bias + j + 5] ?? 0;
    let g = parameters[bias + j + 6] ?? 0;
    let h = parameters[bias + j + 7] ?? 0;
    for (let k = 0; k < count; k += 1) {
      const value = values[k] ?? 0;
      const at = (places[k] ?? 0) + j;
      a += value * (parameters[at] ?? 0);
      b += value * (parameters[at + 1] ?? 0);
      c += value * (parameters[at + 2] ?? 0);
      d += value * (parameters[at + 3] ?? 0);
      e += value * (parameters[at + 4] ?? 0);
      f += value * (parameters[at + 5] ?? 0);
      g += value * (parameters[at + 6] ?? 0);
      h += value * (parameters[at + 7] ?? 0);
    }
    y[j] = a;
    y[j + 1] = b;
    y[j + 2] = c;
    y[j + 3] = d;
    y[j + 4] = e;
    y[j + 5] = f;
    y[j + 6] = g;
    y[j + 7] = h;
  }
  for (; j < to; j += 1) {
    let sum = parameters[bias + j] ?? 0;
    for (let k = 0; k < count; k += 1) {
      sum += (values[k] ?? 0) * (parameters[(places[k] ?? 0) + j] ?? 0);
    }
    y[j] = sum;
  }
}

/** Adds to `gradient` that of the outputs, each weighed by its slope, for the input that `plainOutputs` had last in this room. */
export function addPlainGradient(
  { layers }: PlainShape,
  parameters: Float64Array,
  outputSlopes: ArrayLike<number>,
  { activations, slopes, active, activeAbove }: PlainRoom,
  gradient: Float64Array,
): void {
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const layer = layers[l];
    if (layer === undefined) break;
    const { from, to, kernel, bias } = layer;
    const above = rowOf(slopes, l + 1);
    if (l === layers.length - 1) above.set(outputSlopes);
    const aboves = activate(above, to, activeAbove, 0, 1);
    for (let k = 0; k < aboves; k += 1) {
      const at = bias + (activeAbove.places[k] ?? 0);
      gradient[at] = (gradient[at] ?? 0) + (activeAbove.values[k] ?? 0);
    }
    // A hidden unit at 0 passes nothing back, and an input at 0 has no part in the kernel's.
    const x = rowOf(activations, l);
    const count = activate(x, from, active, kernel, to);
    addProducts(gradient, active, count, activeAbove, aboves);
    // Nobody asks for the slopes of the inputs.
    if (l > 0)
      multiplyBack(layer, parameters, active, count, activeAbove, aboves, rowOf(slopes, l));
  }
}

/** Adds every value of a row times every one above. */
function addProducts(
  gradient: Float64Array,
  { values, places }: Active,
  count: number,
  above: Active,
  aboves: number,
): void {
  for (let r = 0; r < count; r += 1) {
    const value = values[r] ?? 0;
    const row = places[r] ?? 0;
    for (let k = 0; k < aboves; k += 1) {
      const at = row + (above.places[k] ?? 0);
      gradient[at] = (gradient[at] ?? 0) + value * (above.values[k] ?? 0);
    }
  }
}

/** Slopes of a layer's active inputs, 0 for the others: kernel · slopes above, four rows at a time, none of which waits for another. */
function multiplyBack(
  { to, kernel }: PlainShape["layers"][number],
  parameters: Float64Array,
  { places }: Active,
  count: number,
  above: Active,
  aboves: number,
  below: Float64Array,
): void {
  below.fill(0);
  let r = 0;
  for (; r + 4 <= count; r += 4) {
    const [rowA, rowB, rowC, rowD] = [
      places[r] ?? 0,
      places[r + 1] ?? 0,
      places[r + 2] ?? 0,
      places[r + 3] ?? 0,
    ];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < aboves; k += 1) {
      const slope = above.values[k] ?? 0;
      const j = above.places[k] ?? 0;
      a += slope * (parameters[rowA + j] ?? 0);
      b += slope * (parameters[rowB + j] ?? 0);
      c += slope * (parameters[rowC + j] ?? 0);
      d += slope * (parameters[rowD + j] ?? 0);
    }
    below[(rowA - kernel) / to] = a;
    below[(rowB - kernel) / to] = b;
    below[(rowC - kernel) / to] = c;
    below[(rowD - kernel) / to] = d;
  }
  for (; r < count; r += 1) {
    const row = places[r] ?? 0;
    let back = 0;
    for (let k = 0; k < aboves; k += 1) {
      back += (above.values[k] ?? 0) * (parameters[row + (above.places[k] ?? 0)] ?? 0);
    }
    below[(row - kernel) / to] = back;
  }
}

function rowOf(rows: readonly Float64Array[], i: number): Float64Array {
  const row = rows[i];
  if (row === undefined) throw new RangeError(`no row ${i}`);
  return row;
}
