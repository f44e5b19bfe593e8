import { packBias, packRows, panelBytes, panelsBytes } from "./panels";
import { tile, tileOverPlaces } from "./tile";

/** Bytes of scratch that `multiply` needs: a corner's tile and the list of runs. */
export const cornerBytes: i32 = 144;

/** Bytes of scratch that `product` needs. */
export function productScratch(depth: i32, columns: i32): i32 {
  return cornerBytes + panelsBytes(depth, columns);
}

/**
 * y [rows, columns] = max(floor, bias + a · b), a's rows contiguous and `aStep` bytes apart. The element (k, n) of b lies at
 * `b + k · bRowStep + n · bColumnStep`; one of the two is 4. `bias` is 0 where there is none.
 */
export function product(
  a: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  aStep: i32,
  bRowStep: i32,
  bColumnStep: i32,
  floor: f32,
  scratch: usize,
): void {
  const panels = scratch + cornerBytes;
  packBias(bias, panels, depth, columns);
  packRows(b, panels, depth, 0, depth, columns, bRowStep, bColumnStep);
  multiply(a, panels, y, rows, depth, columns, aStep, columns << 2, floor, scratch);
}

/** Rows of both operands that a transposed product takes at a time, so that they stay in the first cache. */
const block: i32 = 128;

/** Bytes of scratch that `transposedProduct` needs: a corner's tile and a block's panel. */
export function transposedProductScratch(): i32 {
  return 128 + panelBytes(block);
}

/** y [rows, columns] = aᵀ · b: the columns of a are contiguous, its rows [depth, rows] `aStep` bytes apart; b as for `product`. */
export function transposedProduct(
  a: usize,
  b: usize,
  y: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  aStep: i32,
  bRowStep: i32,
  bColumnStep: i32,
  scratch: usize,
): void {
  const panel = scratch + 128;
  const yStep = columns << 2;
  memory.fill(y, 0, rows * yStep);
  for (let first = 0; first < depth; first += block) {
    const height = min(block, depth - first);
    for (let n = 0; n < columns; n += 8) {
      const width = min(8, columns - n);
      const from = b + first * bRowStep + n * bColumnStep;
      packRows(from, panel, height, 0, height, width, bRowStep, bColumnStep);
      for (let m = 0; m < rows; m += 4) {
        const count = min(4, rows - m);
        const left = a + first * aStep + (m << 2);
        const to = y + m * yStep + (n << 2);
        if (width == 8 && count == 4) {
          tileOverPlaces(left, aStep, 0, panel + 32, 32, height, 1, to, yStep);
          continue;
        }
        memory.fill(scratch, 0, 128);
        // Four columns are read: the last few together with some before them, so that none lies beyond the matrix.
        const back = rows < 4 ? 0 : 4 - count;
        if (rows < 4) narrowTile(left, aStep, panel + 32, height, count, scratch);
        else {
          tileOverPlaces(left - (back << 2), aStep, 0, panel + 32, 32, height, 1, scratch, 32);
        }
        for (let i = 0; i < count; i++) {
          addTo(to + i * yStep, scratch + ((i + back) << 5), width);
        }
      }
    }
  }
}

/** As a tile, for fewer than four rows. */
function narrowTile(
  a: usize,
  aStep: i32,
  panel: usize,
  height: i32,
  count: i32,
  sums: usize,
): void {
  for (let k = 0; k < height; k++) {
    const left = v128.load(panel + (k << 5));
    const right = v128.load(panel + (k << 5), 16);
    for (let i = 0; i < count; i++) {
      const value = v128.load32_splat(a + k * aStep + (i << 2));
      const to = sums + (i << 5);
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(value, left)));
      v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(value, right)), 16);
    }
  }
}

function addTo(to: usize, from: usize, width: i32): void {
  for (let i = 0; i < width << 2; i += 4) {
    store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
  }
}

/** y = max(floor, bias + a · b) for rows that are contiguous in a, with b already packed. `corner` is scratch of `cornerBytes`. */
export function multiply(
  a: usize,
  panels: usize,
  y: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  aStep: i32,
  yStep: i32,
  floor: f32,
  corner: usize,
): void {
  const runs = corner + 128;
  store<i32>(runs, 0);
  const panelStep = panelBytes(depth);
  for (let n = 0; n < columns; n += 8) {
    const panel = panels + (n >> 3) * panelStep;
    const width = min(8, columns - n);
    for (let m = 0; m < rows; m += 4) {
      const count = min(4, rows - m);
      const from = a + m * aStep;
      const from1 = count > 1 ? from + aStep : from;
      const from2 = count > 2 ? from1 + aStep : from;
      const from3 = count > 3 ? from2 + aStep : from;
      const to = y + m * yStep + (n << 2);
      if (width == 8 && count == 4) {
        const to1 = to + yStep;
        const to2 = to1 + yStep;
        tile(from, from1, from2, from3, runs, 1, depth, panel, floor, to, to1, to2, to2 + yStep);
      } else {
        tile(
          from,
          from1,
          from2,
          from3,
          runs,
          1,
          depth,
          panel,
          floor,
          corner,
          corner + 32,
          corner + 64,
          corner + 96,
        );
        for (let i = 0; i < count; i++) memory.copy(to + i * yStep, corner + (i << 5), width << 2);
      }
    }
  }
}
