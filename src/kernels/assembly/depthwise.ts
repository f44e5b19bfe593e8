/** Depthwise convolution: each channel has filters of its own, `filters / channels` of them. */
import { Geometry } from "./geometry";

/** y [batch, outHeight, outWidth, filters] from x [batch, height, width, channels] and w [filterHeight, filterWidth, filters]; `top` and `left` are the padding. */
export function depthwise(g: Geometry, x: usize, w: usize, y: usize): void {
  memory.fill(y, 0, (g.batch * g.outHeight * g.outWidth * g.filters) << 2);
  visit(g, x, w, y, forward);
}

export function depthwiseInputGradient(g: Geometry, dx: usize, w: usize, dy: usize): void {
  memory.fill(dx, 0, (g.batch * g.height * g.width * g.channels) << 2);
  visit(g, dx, w, dy, toInput);
}

export function depthwiseFilterGradient(g: Geometry, x: usize, dw: usize, dy: usize): void {
  memory.fill(dw, 0, (g.filterHeight * g.filterWidth * g.filters) << 2);
  visit(g, x, dw, dy, toFilter);
}

/** Which of the three gets the products of the other two. */
const forward: i32 = 0;
const toInput: i32 = 1;
const toFilter: i32 = 2;

/** Goes through all pairs of an output's place and a tap inside the image. */
function visit(g: Geometry, x: usize, w: usize, y: usize, direction: i32): void {
  const pixelBytes = g.channels << 2;
  const outBytes = g.filters << 2;
  const each = g.filters / g.channels;
  let out = y;
  for (let image = 0; image < g.batch; image++) {
    for (let outRow = 0; outRow < g.outHeight; outRow++) {
      for (let outColumn = 0; outColumn < g.outWidth; outColumn++) {
        let tap = w;
        for (let tapRow = 0; tapRow < g.filterHeight; tapRow++) {
          const row = outRow * g.strideHeight - g.top + tapRow * g.dilationHeight;
          for (let tapColumn = 0; tapColumn < g.filterWidth; tapColumn++) {
            const column = outColumn * g.strideWidth - g.left + tapColumn * g.dilationWidth;
            if (row >= 0 && row < g.height && column >= 0 && column < g.width) {
              const at = x + ((image * g.height + row) * g.width + column) * pixelBytes;
              if (each > 1) multiplyEach(at, tap, out, g.channels, each, direction);
              else if (direction == forward) multiplyAdd(out, at, tap, g.channels);
              else if (direction == toInput) multiplyAdd(at, out, tap, g.channels);
              else multiplyAdd(tap, at, out, g.channels);
            }
            tap += outBytes;
          }
        }
        out += outBytes;
      }
    }
  }
}

/** target += a × b, float by float. */
function multiplyAdd(target: usize, a: usize, b: usize, count: i32): void {
  const end = count << 2;
  let at = 0;
  for (; at + 16 <= end; at += 16) {
    const product = f32x4.mul(v128.load(a + at), v128.load(b + at));
    v128.store(target + at, f32x4.add(v128.load(target + at), product));
  }
  for (; at < end; at += 4) {
    store<f32>(target + at, load<f32>(target + at) + load<f32>(a + at) * load<f32>(b + at));
  }
}

/** One place and tap where a channel has several filters. */
function multiplyEach(
  x: usize,
  w: usize,
  y: usize,
  channels: i32,
  each: i32,
  direction: i32,
): void {
  let at = 0;
  for (let channel = x, end = x + (channels << 2); channel < end; channel += 4) {
    for (let i = 0; i < each; i++) {
      const value = load<f32>(channel);
      const weight = load<f32>(w + at);
      const out = load<f32>(y + at);
      if (direction == forward) store<f32>(y + at, out + value * weight);
      else if (direction == toInput) store<f32>(channel, value + out * weight);
      else store<f32>(w + at, weight + value * out);
      at += 4;
    }
  }
}
