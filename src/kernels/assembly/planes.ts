/** Convolution with few filters: vectors hold neighbouring pixels of one channel, where panels of 8 filters would be mostly empty. */
import { depthOf, Geometry } from "./geometry";
import { transpose4 } from "./panels";

/** Whether images are better taken apart into planes. */
export function suitsPlanes(g: Geometry): bool {
  return g.filters <= 4 && g.strideHeight == 1 && g.strideWidth == 1 && g.outWidth >= 8;
}

/** Bytes of a line of a plane: a tile reads 16 pixels from any window's tap on. */
function lineBytes(g: Geometry): i32 {
  const reached = g.firstColumn + wide(g.outWidth) + (g.filterWidth - 1) * g.dilationWidth;
  // The last group of four pixels that enters the plane may end beyond the frame.
  return (max(reached, g.left + g.width * g.spreadWidth) + 3) << 2;
}

function planeBytes(g: Geometry): i32 {
  const reached = g.firstRow + g.outHeight + 1 + (g.filterHeight - 1) * g.dilationHeight;
  return max(reached, g.frameHeight) * lineBytes(g);
}

export function planesScratch(g: Geometry): i32 {
  return (
    ((depthOf(g) * g.filters) << 2) +
    g.channels * planeBytes(g) +
    (((g.outHeight + 1) * wide(g.outWidth)) << 2)
  );
}

/**
 * As `convolve` and `convolveTurned`. The weight of filter n, tap t and channel k lies at
 * `w + t · tapStep + k · channelStep + n · filterStep`.
 */
export function convolvePlanes(
  g: Geometry,
  x: usize,
  w: usize,
  tapStep: i32,
  channelStep: i32,
  filterStep: i32,
  bias: usize,
  y: usize,
  floor: f32,
  scratch: usize,
): void {
  const taps = g.filterHeight * g.filterWidth;
  const weights = scratch;
  const planes = weights + ((depthOf(g) * g.filters) << 2);
  const out = planes + g.channels * planeBytes(g);
  let to = weights;
  for (let n = 0; n < g.filters; n++) {
    for (let k = 0; k < g.channels; k++) {
      for (let tap = 0; tap < taps; tap++) {
        const from = w + tap * tapStep + k * channelStep + n * filterStep;
        store<f32>(to, load<f32>(from));
        to += 4;
      }
    }
  }
  memory.fill(planes, 0, g.channels * planeBytes(g));
  const imageBytes = (g.height * g.width * g.channels) << 2;
  const outBytes = (g.outHeight * g.outWidth * g.filters) << 2;
  const start = planes + g.firstRow * lineBytes(g) + (g.firstColumn << 2);
  for (let image = 0; image < g.batch; image++) {
    takeApart(g, x + image * imageBytes, planes);
    for (let n = 0; n < g.filters; n++) {
      const own = weights + ((n * depthOf(g)) << 2);
      const shift: f32 = bias ? load<f32>(bias + (n << 2)) : 0;
      for (let row = 0; row < g.outHeight; row += 2) {
        for (let column = 0; column < g.outWidth; column += 16) {
          const from = start + row * lineBytes(g) + (column << 2);
          const at = out + ((row * wide(g.outWidth) + column) << 2);
          planesTile(g, from, own, shift, floor, at);
        }
      }
      putTogether(g, out, y + image * outBytes + (n << 2));
    }
  }
}

/** Two lines of 16 pixels of one filter. */
function planesTile(
  g: Geometry,
  planes: usize,
  weights: usize,
  shift: f32,
  floor: f32,
  out: usize,
): void {
  const line = lineBytes(g);
  const tapStep = g.dilationWidth << 2;
  let s00 = f32x4.splat(shift);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  let w = weights;
  for (let k = 0; k < g.channels; k++) {
    const plane = planes + k * planeBytes(g);
    for (let tapRow = 0; tapRow < g.filterHeight; tapRow++) {
      let above = plane + tapRow * g.dilationHeight * line;
      let below = above + line;
      for (let tap = g.filterWidth; tap > 0; tap--) {
        const weight = v128.load32_splat(w);
        s00 = f32x4.add(s00, f32x4.mul(weight, v128.load(above)));
        s01 = f32x4.add(s01, f32x4.mul(weight, v128.load(above, 16)));
        s02 = f32x4.add(s02, f32x4.mul(weight, v128.load(above, 32)));
        s03 = f32x4.add(s03, f32x4.mul(weight, v128.load(above, 48)));
        s10 = f32x4.add(s10, f32x4.mul(weight, v128.load(below)));
        s11 = f32x4.add(s11, f32x4.mul(weight, v128.load(below, 16)));
        s12 = f32x4.add(s12, f32x4.mul(weight, v128.load(below, 32)));
        s13 = f32x4.add(s13, f32x4.mul(weight, v128.load(below, 48)));
        w += 4;
        above += tapStep;
        below += tapStep;
      }
    }
  }
  const least = f32x4.splat(floor);
  const next = out + (wide(g.outWidth) << 2);
  v128.store(out, f32x4.pmax(s00, least));
  v128.store(out, f32x4.pmax(s01, least), 16);
  v128.store(out, f32x4.pmax(s02, least), 32);
  v128.store(out, f32x4.pmax(s03, least), 48);
  v128.store(next, f32x4.pmax(s10, least));
  v128.store(next, f32x4.pmax(s11, least), 16);
  v128.store(next, f32x4.pmax(s12, least), 32);
  v128.store(next, f32x4.pmax(s13, least), 48);
}

/** One image [height, width, channels] → its channels' planes. */
function takeApart(g: Geometry, image: usize, planes: usize): void {
  const pixelBytes = g.channels << 2;
  const plane = planeBytes(g);
  for (let row = 0; row < g.height; row++) {
    const from = image + row * g.width * pixelBytes;
    const to = planes + (g.top + row * g.spreadHeight) * lineBytes(g) + (g.left << 2);
    let k = 0;
    if (g.spreadWidth == 1) {
      for (; k + 4 <= g.channels; k += 4) {
        let column = 0;
        for (; column + 4 <= g.width; column += 4) {
          const pixel = from + column * pixelBytes + (k << 2);
          transpose4(pixel, pixelBytes, to + k * plane + (column << 2), plane);
        }
        for (; column < g.width; column++) {
          const pixel = from + column * pixelBytes + (k << 2);
          const at = to + k * plane + (column << 2);
          for (let i = 0; i < 4; i++) store<f32>(at + i * plane, load<f32>(pixel + (i << 2)));
        }
      }
    }
    for (; k < g.channels; k++) {
      for (let column = 0; column < g.width; column++) {
        const value = load<f32>(from + column * pixelBytes + (k << 2));
        store<f32>(to + k * plane + ((column * g.spreadWidth) << 2), value);
      }
    }
  }
}

/** One filter's lines → its place in each pixel of the output. */
function putTogether(g: Geometry, out: usize, y: usize): void {
  let to = y;
  for (let row = 0; row < g.outHeight; row++) {
    const from = out + ((row * wide(g.outWidth)) << 2);
    if (g.filters == 1) {
      memory.copy(to, from, g.outWidth << 2);
      to += g.outWidth << 2;
      continue;
    }
    for (let column = 0; column < g.outWidth; column++) {
      store<f32>(to, load<f32>(from + (column << 2)));
      to += g.filters << 2;
    }
  }
}

function wide(width: i32): i32 {
  return (width + 15) & ~15;
}
