import { Geometry } from "./geometry";

/**
 * dx [batch, height, width, channels]: each output's gradient goes where its window's maximum stands, of equal maxima to the
 * first. The windows of g lie over the image itself: `top` and `left` are the padding, and there is no frame.
 */
export function maxPoolGradient(g: Geometry, x: usize, dy: usize, dx: usize): void {
  const pixelBytes = g.channels << 2;
  const lineBytes = g.width * pixelBytes;
  const imageBytes = g.height * lineBytes;
  memory.fill(dx, 0, g.batch * imageBytes);
  let gradient = dy;
  for (let image = 0; image < g.batch; image++) {
    for (let outRow = 0; outRow < g.outHeight; outRow++) {
      const row = outRow * g.strideHeight - g.top;
      const firstLine = max(0, row);
      const lines = min(g.height, row + g.filterHeight) - firstLine;
      for (let outColumn = 0; outColumn < g.outWidth; outColumn++) {
        const column = outColumn * g.strideWidth - g.left;
        const firstPixel = max(0, column);
        const pixels = min(g.width, column + g.filterWidth) - firstPixel;
        const at = image * imageBytes + firstLine * lineBytes + firstPixel * pixelBytes;
        let channel = 0;
        for (; channel + 16 <= pixelBytes; channel += 16) {
          const from = at + channel;
          routeFour(x + from, v128.load(gradient), dx + from, lines, pixels, lineBytes, pixelBytes);
          gradient += 16;
        }
        for (; channel < pixelBytes; channel += 4) {
          const from = at + channel;
          routeOne(x + from, load<f32>(gradient), dx + from, lines, pixels, lineBytes, pixelBytes);
          gradient += 4;
        }
      }
    }
  }
}

/** Adds the gradients of four channels of one window. */
function routeFour(
  x: usize,
  gradient: v128,
  dx: usize,
  lines: i32,
  pixels: i32,
  lineBytes: i32,
  pixelBytes: i32,
): void {
  let highest = f32x4.splat(-Infinity);
  let position = i32x4.splat(-1);
  for (let line = 0; line < lines; line++) {
    let offset = line * lineBytes;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const value = v128.load(x + offset);
      const isHigher = f32x4.gt(value, highest);
      highest = v128.bitselect(value, highest, isHigher);
      position = v128.bitselect(i32x4.splat(offset), position, isHigher);
      offset += pixelBytes;
    }
  }
  for (let line = 0; line < lines; line++) {
    let offset = line * lineBytes;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const share = v128.and(gradient, i32x4.eq(position, i32x4.splat(offset)));
      v128.store(dx + offset, f32x4.add(v128.load(dx + offset), share));
      offset += pixelBytes;
    }
  }
}

/** Adds the gradient of one channel of one window. */
function routeOne(
  x: usize,
  gradient: f32,
  dx: usize,
  lines: i32,
  pixels: i32,
  lineBytes: i32,
  pixelBytes: i32,
): void {
  let highest: f32 = -Infinity;
  let position = -1;
  for (let line = 0; line < lines; line++) {
    let offset = line * lineBytes;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const value = load<f32>(x + offset);
      if (value > highest) {
        highest = value;
        position = offset;
      }
      offset += pixelBytes;
    }
  }
  if (position >= 0) store<f32>(dx + position, load<f32>(dx + position) + gradient);
}
