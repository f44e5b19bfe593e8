import {
  depthOf,
  enframe,
  frameBytes,
  Geometry,
  isFramed,
  listBytes,
  listPlaces,
  listRuns,
  runCount,
  runLength,
} from "./geometry";
import { packBias, packRows, panelBytes, panelsBytes } from "./panels";
import { convolvePlanes, planesScratch, suitsPlanes } from "./planes";
import { tile, tileOverPlaces } from "./tile";

/** Bytes of scratch for one tile that cannot be written where it belongs. */
const cornerBytes: i32 = 128;

export function convolveScratch(g: Geometry): i32 {
  if (suitsPlanes(g)) return planesScratch(g);
  return (
    cornerBytes +
    panelsBytes(depthOf(g), g.filters) +
    listBytes(g.outHeight * g.outWidth) +
    listBytes(runCount(g)) +
    frameBytes(g)
  );
}

/**
 * y [batch, outHeight, outWidth, filters] = max(floor, bias + x ∗ w), x [batch, height, width, channels],
 * w [filterHeight, filterWidth, channels, filters]. `bias` is 0 where there is none.
 */
export function convolve(
  g: Geometry,
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  floor: f32,
  scratch: usize,
): void {
  if (suitsPlanes(g)) {
    const pixel = g.filters << 2;
    convolvePlanes(g, x, w, g.channels * pixel, pixel, 4, bias, y, floor, scratch);
    return;
  }
  const depth = depthOf(g);
  const panels = scratch + cornerBytes;
  packBias(bias, panels, depth, g.filters);
  packRows(w, panels, depth, 0, depth, g.filters, g.filters << 2, 4);
  convolvePacked(g, x, y, floor, scratch);
}

/**
 * The gradient with respect to a convolution's input is itself a convolution: of the output's gradient (in the place of x, g
 * says how it lies in the frame) with the filter turned round and its channels exchanged. w [.., .., filters of g, channels of g].
 */
export function convolveTurned(g: Geometry, x: usize, w: usize, y: usize, scratch: usize): void {
  const depth = depthOf(g);
  const panels = scratch + cornerBytes;
  const taps = g.filterHeight * g.filterWidth;
  const tapBytes = (g.channels * g.filters) << 2;
  if (suitsPlanes(g)) {
    const last = w + (taps - 1) * tapBytes;
    convolvePlanes(g, x, last, -tapBytes, 4, g.channels << 2, 0, y, -Infinity, scratch);
    return;
  }
  packBias(0, panels, depth, g.filters);
  for (let tap = 0; tap < taps; tap++) {
    const from = w + (taps - 1 - tap) * tapBytes;
    packRows(from, panels, depth, tap * g.channels, g.channels, g.filters, 4, g.channels << 2);
  }
  convolvePacked(g, x, y, -Infinity, scratch);
}

function convolvePacked(g: Geometry, x: usize, y: usize, floor: f32, scratch: usize): void {
  const depth = depthOf(g);
  const panels = scratch + cornerBytes;
  const places = panels + panelsBytes(depth, g.filters);
  const count = g.outHeight * g.outWidth;
  const runs = places + listBytes(count);
  const frame = runs + listBytes(runCount(g));
  listPlaces(g, places, g.channels << 2);
  const isPlain = isFramed(g);
  if (!isPlain) memory.fill(frame, 0, frameBytes(g));

  listRuns(g, runs);

  const imageBytes = (g.height * g.width * g.channels) << 2;
  const pixelBytes = g.filters << 2;
  for (let image = 0; image < g.batch; image++) {
    const from = x + image * imageBytes;
    if (!isPlain) enframe(g, from, frame);
    const base = isPlain ? from : frame;
    const out = y + image * count * pixelBytes;
    for (let n = 0; n < g.filters; n += 8) {
      const panel = panels + (n >> 3) * panelBytes(depth);
      const width = min(8, g.filters - n);
      let to = out + (n << 2);
      for (let i = 0; i < count; i += 4) {
        const list = places + (i << 2);
        const isWhole = width == 8 && i + 4 <= count;
        const target = isWhole ? to : scratch;
        const step = isWhole ? pixelBytes : 32;
        tile(
          base + load<i32>(list),
          base + load<i32>(list, 4),
          base + load<i32>(list, 8),
          base + load<i32>(list, 12),
          runs,
          runCount(g),
          runLength(g),
          panel,
          floor,
          target,
          target + step,
          target + 2 * step,
          target + 3 * step,
        );
        if (!isWhole) {
          const rows = min(4, count - i);
          for (let j = 0; j < rows; j++) {
            memory.copy(to + j * pixelBytes, scratch + (j << 5), width << 2);
          }
        }
        to += pixelBytes << 2;
      }
    }
  }
}

export function filterGradientScratch(g: Geometry): i32 {
  const filters = wide(g.filters);
  return (
    listBytes(runCount(g)) +
    sumsBytes(g) +
    frameBytes(g) +
    // A tile reads whole groups of four floats, perhaps beyond the frame's end.
    16 +
    ((g.outHeight * g.outWidth * filters) << 2)
  );
}

/** dw [filterHeight, filterWidth, channels, filters] = Σ over all windows of the window's values × dy [batch, outHeight, outWidth, filters]. */
export function filterGradient(g: Geometry, x: usize, dy: usize, dw: usize, scratch: usize): void {
  const count = g.outHeight * g.outWidth;
  const length = runLength(g);
  const runs = scratch;
  const sums = runs + listBytes(runCount(g));
  const frame = sums + sumsBytes(g);
  const widened = frame + frameBytes(g) + 16;
  listRuns(g, runs);
  memory.fill(sums, 0, sumsBytes(g));
  const isPlain = isFramed(g) && (length & 3) == 0;
  if (!isPlain) memory.fill(frame, 0, frameBytes(g));
  const filterBytes = g.filters << 2;
  const step = wide(g.filters) << 2;
  const isWide = step == filterBytes;
  if (!isWide) memory.fill(widened, 0, count * step);

  const first = ((g.firstRow * g.frameWidth + g.firstColumn) * g.channels) << 2;
  const xStep = (g.strideWidth * g.channels) << 2;
  const xLineStep = (g.strideHeight * g.frameWidth * g.channels) << 2;
  const imageBytes = (g.height * g.width * g.channels) << 2;
  for (let image = 0; image < g.batch; image++) {
    const from = x + image * imageBytes;
    if (!isPlain) enframe(g, from, frame);
    const base = (isPlain ? from : frame) + first;
    let gradient = dy + image * count * filterBytes;
    if (!isWide) {
      for (let i = 0; i < count; i++) {
        memory.copy(widened + i * step, gradient + i * filterBytes, filterBytes);
      }
      gradient = widened;
    }
    for (let n = 0; n < step; n += 32) {
      let to = sums + n;
      for (let run = 0; run < runCount(g); run++) {
        const at = base + load<i32>(runs + (run << 2));
        for (let k = 0; k < length; k += 4) {
          tileOverPlaces(
            at + (k << 2),
            xStep,
            xLineStep,
            gradient + n,
            step,
            g.outWidth,
            g.outHeight,
            to,
            step,
          );
          to += step << 2;
        }
      }
    }
  }

  let to = dw;
  for (let run = 0; run < runCount(g); run++) {
    const from = sums + run * ((length + 3) & ~3) * step;
    for (let k = 0; k < length; k++) {
      memory.copy(to, from + k * step, filterBytes);
      to += filterBytes;
    }
  }
}

/** Bytes of the sums: each run's rows filled up to a multiple of 4, the filters to whole panels. */
function sumsBytes(g: Geometry): i32 {
  return (runCount(g) * ((runLength(g) + 3) & ~3) * wide(g.filters)) << 2;
}

/** The number of columns, filled up to whole panels. */
function wide(columns: i32): i32 {
  return (columns + 7) & ~7;
}
