import { gather1, gather12, gather3, scatter1, scatter12, scatter3 } from "./entries";
import {
  enframe,
  frameBytes,
  Geometry,
  listBytes,
  listRuns,
  runCount,
  runLength,
} from "./geometry";
import { listWindows, winnerStep } from "./pooled-convolution";

/** Floats of a run, filled up to whole vectors. */
function wideRun(g: Geometry): i32 {
  return (runLength(g) + 3) & ~3;
}

/** Bytes of one filter's weights as the gradients lay them out: run by run, each filled up to whole vectors. */
function filterBytes(g: Geometry): i32 {
  return (runCount(g) * wideRun(g)) << 2;
}

export function pooledGradientScratch(g: Geometry): i32 {
  return (
    listBytes(runCount(g)) +
    g.filters * filterBytes(g) +
    frameBytes(g) +
    // The last vector of a run may end beyond the frame.
    16 +
    (((g.outHeight >> 1) * (g.outWidth >> 1)) << 2) +
    // Entries: an address and a gradient each.
    // One more is written, and left out, after the last.
    (((g.outHeight >> 1) * (g.outWidth >> 1) + 1) << 3)
  );
}

/** dw [filterHeight, filterWidth, channels, filters], where dy holds the pools' gradients and 0 where a pool was not above zero. */
export function pooledFilterGradient(
  g: Geometry,
  x: usize,
  dy: usize,
  winners: usize,
  dw: usize,
  scratch: usize,
): void {
  const windows = (g.outHeight >> 1) * (g.outWidth >> 1);
  const runs = scratch;
  const sums = runs + listBytes(runCount(g));
  const frame = sums + g.filters * filterBytes(g);
  const places = frame + frameBytes(g) + 16;
  const entries = places + (windows << 2);
  listRuns(g, runs);
  listWindows(g, places);
  memory.fill(sums, 0, g.filters * filterBytes(g));
  memory.fill(frame, 0, frameBytes(g) + 16);
  const imageBytes = (g.height * g.width * g.channels) << 2;
  const runBytes = wideRun(g) << 2;
  const step = winnerStep(g.filters);
  for (let image = 0; image < g.batch; image++) {
    enframe(g, x + image * imageBytes, frame);
    const gradients = dy + ((image * windows * g.filters) << 2);
    const positions = winners + image * windows * step;
    for (let n = 0; n < g.filters; n++) {
      const end = listWinners(g, frame, places, gradients + (n << 2), positions + n, entries);
      let to = sums + n * filterBytes(g);
      if (runBytes == 16 && runCount(g) == 3) {
        gather3(entries, end, 0, load<i32>(runs, 4), load<i32>(runs, 8), to);
        continue;
      }
      for (let run = 0; run < runCount(g); run++) {
        const offset = load<i32>(runs + (run << 2));
        let at = 0;
        for (; at + 192 <= runBytes; at += 192) gather12(entries, end, offset + at, to + at);
        for (; at + 48 <= runBytes; at += 48) {
          gather3(entries, end, offset + at, offset + at + 16, offset + at + 32, to + at);
        }
        for (; at < runBytes; at += 16) gather1(entries, end, offset + at, to + at);
        to += runBytes;
      }
    }
  }
  exchange(g, sums, dw);
}

/** dx [batch, height, width, channels], channels a multiple of 4; dy as for the filter's gradient. */
export function pooledInputGradient(
  g: Geometry,
  w: usize,
  dy: usize,
  winners: usize,
  dx: usize,
  scratch: usize,
): void {
  const windows = (g.outHeight >> 1) * (g.outWidth >> 1);
  const runs = scratch;
  const weights = runs + listBytes(runCount(g));
  const frame = weights + g.filters * filterBytes(g);
  const places = frame + frameBytes(g) + 16;
  const entries = places + (windows << 2);
  listRuns(g, runs);
  listWindows(g, places);
  layOut(g, w, weights);
  const pixelBytes = g.channels << 2;
  const lineBytes = g.width * pixelBytes;
  const frameLineBytes = g.frameWidth * pixelBytes;
  const runBytes = runLength(g) << 2;
  let to = dx;
  for (let image = 0; image < g.batch; image++) {
    memory.fill(frame, 0, frameBytes(g));
    const gradients = dy + ((image * windows * g.filters) << 2);
    const positions = winners + image * windows * winnerStep(g.filters);
    for (let n = 0; n < g.filters; n++) {
      const end = listWinners(g, frame, places, gradients + (n << 2), positions + n, entries);
      let from = weights + n * filterBytes(g);
      for (let run = 0; run < runCount(g); run++) {
        const offset = load<i32>(runs + (run << 2));
        let at = 0;
        for (; at + 192 <= runBytes; at += 192) scatter12(entries, end, offset + at, from + at);
        for (; at + 48 <= runBytes; at += 48) scatter3(entries, end, offset + at, from + at);
        for (; at < runBytes; at += 16) scatter1(entries, end, offset + at, from + at);
        from += runBytes;
      }
    }
    let line = frame + g.top * frameLineBytes + g.left * pixelBytes;
    for (let row = 0; row < g.height; row++) {
      memory.copy(to, line, lineBytes);
      to += lineBytes;
      line += frameLineBytes;
    }
  }
}

/** dense [batch, outHeight, outWidth, filters]: the gradients of dy where the winners stand, else 0. */
export function unpool(g: Geometry, dy: usize, winners: usize, dense: usize): void {
  const pixelBytes = g.filters << 2;
  const lineBytes = g.outWidth * pixelBytes;
  let gradient = dy;
  let position = winners;
  for (let row = 0; row < g.batch * g.outHeight; row += 2) {
    for (let column = 0; column < g.outWidth; column += 2) {
      const to = dense + row * lineBytes + column * pixelBytes;
      let n = 0;
      for (; n + 4 <= g.filters; n += 4) {
        const bytes = v128.load32_zero(position + n);
        const winner = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
        const value = v128.load(gradient + (n << 2));
        const at = to + (n << 2);
        v128.store(at, v128.and(value, i32x4.eq(winner, i32x4.splat(0))));
        v128.store(at + pixelBytes, v128.and(value, i32x4.eq(winner, i32x4.splat(1))));
        v128.store(at + lineBytes, v128.and(value, i32x4.eq(winner, i32x4.splat(2))));
        v128.store(at + lineBytes + pixelBytes, v128.and(value, i32x4.eq(winner, i32x4.splat(3))));
      }
      for (; n < g.filters; n++) {
        const winner = load<u8>(position + n);
        const value = load<f32>(gradient + (n << 2));
        const at = to + (n << 2);
        store<f32>(at, winner == 0 ? value : 0);
        store<f32>(at + pixelBytes, winner == 1 ? value : 0);
        store<f32>(at + lineBytes, winner == 2 ? value : 0);
        store<f32>(at + lineBytes + pixelBytes, winner == 3 ? value : 0);
      }
      gradient += pixelBytes;
      position += winnerStep(g.filters);
    }
  }
}

/** Lists where one filter's winners stand in the frame, each with its gradient, those without gradient left out; gives the list's end. */
function listWinners(
  g: Geometry,
  frame: usize,
  places: usize,
  gradients: usize,
  winners: usize,
  entries: usize,
): usize {
  const next = g.channels << 2;
  const below = g.frameWidth * next;
  const step = winnerStep(g.filters);
  const gradientStep = g.filters << 2;
  let end = entries;
  let gradient = gradients;
  let position = winners;
  const last = places + (((g.outHeight >> 1) * (g.outWidth >> 1)) << 2);
  for (let place = places; place < last; place += 4) {
    const winner = <i32>load<u8>(position);
    const value = load<f32>(gradient);
    store<usize>(end, frame + load<i32>(place) + (winner & 1) * next + (winner >> 1) * below);
    store<f32>(end, value, 4);
    end += select(8, 0, value != 0);
    gradient += gradientStep;
    position += step;
  }
  return end;
}

/** w [taps, channels, filters] → [filters, runs, run], zeros behind each run. */
function layOut(g: Geometry, w: usize, weights: usize): void {
  memory.fill(weights, 0, g.filters * filterBytes(g));
  let from = w;
  for (let run = 0; run < runCount(g); run++) {
    for (let k = 0; k < runLength(g); k++) {
      let to = weights + ((run * wideRun(g) + k) << 2);
      for (let n = 0; n < g.filters; n++) {
        store<f32>(to, load<f32>(from));
        to += filterBytes(g);
        from += 4;
      }
    }
  }
}

/** The way back from `layOut`. */
function exchange(g: Geometry, sums: usize, dw: usize): void {
  let to = dw;
  for (let run = 0; run < runCount(g); run++) {
    for (let k = 0; k < runLength(g); k++) {
      let from = sums + ((run * wideRun(g) + k) << 2);
      for (let n = 0; n < g.filters; n++) {
        store<f32>(to, load<f32>(from));
        from += filterBytes(g);
        to += 4;
      }
    }
  }
}
