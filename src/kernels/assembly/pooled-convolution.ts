/**
 * A convolution at stride 1, rectified, then max-pooled over 2 × 2 with stride 2: the usual block of a small network, in one pass.
 * Only the winners of the pools are kept, and only they have a gradient: a quarter of the convolution's outputs, which makes
 * both gradients four times cheaper. outHeight and outWidth of g are even and count the convolution's outputs.
 */
import {
  depthOf,
  enframe,
  frameBytes,
  Geometry,
  isFramed,
  listBytes,
  listRuns,
  runCount,
  runLength,
} from "./geometry";
import { packBias, packRows, panelBytes, panelsBytes } from "./panels";
import { tile } from "./tile";

/** Bytes of scratch for one tile. */
const cornerBytes: i32 = 128;

/** Bytes of one window's winners: one a filter, filled up to a multiple of 4. */
export function winnerStep(filters: i32): i32 {
  return (filters + 3) & ~3;
}

export function pooledScratch(g: Geometry): i32 {
  return (
    cornerBytes +
    panelsBytes(depthOf(g), g.filters) +
    listBytes(g.outHeight * g.outWidth) +
    listBytes(runCount(g)) +
    frameBytes(g)
  );
}

/**
 * y [batch, outHeight / 2, outWidth / 2, filters] = the largest of each 2 × 2 of max(0, bias + x ∗ w); `winners` gets which of
 * the four it is, of equals the first.
 */
export function pooledConvolve(
  g: Geometry,
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  winners: usize,
  scratch: usize,
): void {
  const depth = depthOf(g);
  const windows = (g.outHeight >> 1) * (g.outWidth >> 1);
  const panels = scratch + cornerBytes;
  const places = panels + panelsBytes(depth, g.filters);
  const runs = places + listBytes(windows << 2);
  const frame = runs + listBytes(runCount(g));
  packBias(bias, panels, depth, g.filters);
  packRows(w, panels, depth, 0, depth, g.filters, g.filters << 2, 4);
  listRuns(g, runs);
  listWindows(g, places);
  const isPlain = isFramed(g);
  if (!isPlain) memory.fill(frame, 0, frameBytes(g));

  const imageBytes = (g.height * g.width * g.channels) << 2;
  const pixelBytes = g.filters << 2;
  const step = winnerStep(g.filters);
  const next = g.channels << 2;
  const below = g.frameWidth * next;
  const count = runCount(g);
  const length = runLength(g);
  for (let image = 0; image < g.batch; image++) {
    const from = x + image * imageBytes;
    if (!isPlain) enframe(g, from, frame);
    const base = isPlain ? from : frame;
    for (let n = 0; n < g.filters; n += 8) {
      const panel = panels + (n >> 3) * panelBytes(depth);
      const width = min(8, g.filters - n);
      let to = y + image * windows * pixelBytes + (n << 2);
      let winner = winners + image * windows * step + n;
      for (let i = 0; i < windows; i++) {
        const at = base + load<i32>(places + (i << 2));
        tile(
          at,
          at + next,
          at + below,
          at + below + next,
          runs,
          count,
          length,
          panel,
          0,
          scratch,
          scratch + 32,
          scratch + 64,
          scratch + 96,
        );
        pool(scratch, to, winner, width);
        to += pixelBytes;
        winner += step;
      }
    }
  }
}

/** Byte offsets in the frame of the first place of each pool. */
export function listWindows(g: Geometry, list: usize): void {
  let to = list;
  for (let row = 0; row < g.outHeight; row += 2) {
    for (let column = 0; column < g.outWidth; column += 2) {
      store<i32>(
        to,
        (((g.firstRow + row) * g.frameWidth + g.firstColumn + column) * g.channels) << 2,
      );
      to += 4;
    }
  }
}

/** The largest of four rows of eight, and which it is. */
function pool(tile: usize, y: usize, winners: usize, width: i32): void {
  let left = v128.load(tile);
  let right = v128.load(tile, 16);
  let leftWinner = i32x4.splat(0);
  let rightWinner = leftWinner;
  for (let i = 1; i < 4; i++) {
    const index = i32x4.splat(i);
    let value = v128.load(tile + (i << 5));
    let isHigher = f32x4.gt(value, left);
    left = v128.bitselect(value, left, isHigher);
    leftWinner = v128.bitselect(index, leftWinner, isHigher);
    value = v128.load(tile + (i << 5), 16);
    isHigher = f32x4.gt(value, right);
    right = v128.bitselect(value, right, isHigher);
    rightWinner = v128.bitselect(index, rightWinner, isHigher);
  }
  const short = i16x8.narrow_i32x4_s(leftWinner, rightWinner);
  const bytes = i8x16.narrow_i16x8_s(short, short);
  if (width == 8) {
    v128.store(y, left);
    v128.store(y, right, 16);
    v128.store64_lane(winners, bytes, 0);
    return;
  }
  v128.store(tile, left);
  v128.store(tile, right, 16);
  v128.store64_lane(tile, bytes, 0, 32);
  memory.copy(y, tile, width << 2);
  memory.copy(winners, tile + 32, width);
}
