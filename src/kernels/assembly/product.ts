import { packBias, packRows, panelBytes, panelsBytes } from "./panels";
import { tile, tileOverPlaces } from "./tile";

/** Bytes of scratch that `product` needs. */
export function productScratch(depth: i32, columns: i32): i32 {
  return 144 + panelsBytes(depth, columns);
}

/**
 * y [rows, columns] = max(floor, bias + a · b). The element (m, k) of a lies at `a + m · aRowStep + k · aColumnStep`, one of
 * b likewise; one step of each is 4 bytes. `bias` is 0 where there is none.
 */
export function product(
  a: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  aRowStep: i32,
  aColumnStep: i32,
  bRowStep: i32,
  bColumnStep: i32,
  floor: f32,
  scratch: usize,
): void {
  const panels = scratch + 144;
  packBias(bias, panels, depth, columns);
  packRows(b, panels, depth, 0, depth, columns, bRowStep, bColumnStep);
  const panelStep = panelBytes(depth);
  if (aColumnStep == 4) {
    multiply(a, panels, y, rows, depth, columns, aRowStep, columns << 2, floor, scratch);
    return;
  }
  const yStep = columns << 2;
  for (let n = 0; n < columns; n += 8) {
    const panel = panels + (n >> 3) * panelStep;
    const width = min(8, columns - n);
    for (let m = 0; m < rows; m += 4) {
      const from = a + (m << 2);
      const count = min(4, rows - m);
      for (let i = 0; i < 128; i += 32) memory.copy(scratch + i, panel, 32);
      tileOverPlaces(from, aColumnStep, 0, panel + 32, 32, depth, 1, scratch, 32);
      const to = y + m * yStep + (n << 2);
      for (let i = 0; i < count; i++) copyAbove(scratch + (i << 5), to + i * yStep, width, floor);
    }
  }
}

/** y = max(floor, bias + a · b) for rows that are contiguous in a, with b already packed. `corner` is scratch of 144 bytes. */
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

function copyAbove(from: usize, to: usize, width: i32, floor: f32): void {
  if (width == 8) {
    const least = f32x4.splat(floor);
    v128.store(to, f32x4.pmax(v128.load(from), least));
    v128.store(to, f32x4.pmax(v128.load(from, 16), least), 16);
    return;
  }
  for (let i = 0; i < width << 2; i += 4) {
    const value = load<f32>(from + i);
    store<f32>(to + i, value < floor ? floor : value);
  }
}
