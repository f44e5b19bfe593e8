/**
 * The right-hand side of a product, packed so that a tile reads it in one go: panels of 8 columns, each its bias (8 floats)
 * followed by `depth` rows of 8 floats. Columns beyond the last are zero.
 */

/** Bytes of one panel. */
export function panelBytes(depth: i32): i32 {
  return (depth + 1) << 5;
}

/** Bytes of all panels. */
export function panelsBytes(depth: i32, columns: i32): i32 {
  return ((columns + 7) >> 3) * panelBytes(depth);
}

/** Packs the bias, zeros where `bias` is 0, in front of each panel. */
export function packBias(bias: usize, panels: usize, depth: i32, columns: i32): void {
  let to = panels;
  for (let n = 0; n < columns; n += 8) {
    memory.fill(to, 0, 32);
    if (bias) memory.copy(to, bias + (n << 2), min(8, columns - n) << 2);
    to += panelBytes(depth);
  }
}

/**
 * Packs `rows` rows of b into panels of `depth` rows, from row `first` on. Its element (k, n) lies at
 * `b + k · rowStep + n · columnStep`, steps in bytes.
 */
export function packRows(
  b: usize,
  panels: usize,
  depth: i32,
  first: i32,
  rows: i32,
  columns: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  let to = panels + ((first + 1) << 5);
  for (let n = 0; n < columns; n += 8) {
    const width = min(8, columns - n);
    const from = b + n * columnStep;
    if (width == 8 && columnStep == 4) packWhole(from, to, rows, rowStep);
    else if (width == 8 && rowStep == 4) packTransposed(from, to, rows, columnStep);
    else packElements(from, to, rows, width, rowStep, columnStep);
    to += panelBytes(depth);
  }
}

function packWhole(b: usize, panel: usize, rows: i32, rowStep: i32): void {
  let from = b;
  for (let to = panel, end = panel + (rows << 5); to < end; to += 32) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    from += rowStep;
  }
}

/** Eight lines of contiguous values become eight columns. */
function packTransposed(b: usize, panel: usize, rows: i32, columnStep: i32): void {
  let k = 0;
  for (; k + 4 <= rows; k += 4) {
    const from = b + (k << 2);
    const to = panel + (k << 5);
    transpose4(from, columnStep, to, 32);
    transpose4(from + 4 * columnStep, columnStep, to + 16, 32);
  }
  packElements(b + (k << 2), panel + (k << 5), rows - k, 8, 4, columnStep);
}

function packElements(
  b: usize,
  panel: usize,
  rows: i32,
  width: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  memory.fill(panel, 0, rows << 5);
  for (let k = 0; k < rows; k++) {
    const from = b + k * rowStep;
    const to = panel + (k << 5);
    for (let n = 0; n < width; n++) store<f32>(to + (n << 2), load<f32>(from + n * columnStep));
  }
}

/** A block of 4 × 4 floats, its rows `fromStep` bytes apart, becomes one with rows and columns exchanged. */
export function transpose4(from: usize, fromStep: i32, to: usize, toStep: i32): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStep);
  const c = v128.load(from + 2 * fromStep);
  const d = v128.load(from + 3 * fromStep);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
  v128.store(to + toStep, v128.shuffle<f64>(ab, cd, 1, 3));
  v128.store(to + 2 * toStep, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
  v128.store(to + 3 * toStep, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
}
