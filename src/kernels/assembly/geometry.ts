/**
 * Where a convolution's windows lie. Every image is copied into a frame of zeros, so that no window asks where the image ends.
 * The host writes these fields in this order.
 */
@unmanaged
export class Geometry {
  batch: i32;
  /** Of an image: lines, pixels a line, floats a pixel. */
  height: i32;
  width: i32;
  channels: i32;
  /** Of the frame: lines and pixels a line. */
  frameHeight: i32;
  frameWidth: i32;
  /** Where the image's first pixel stands in the frame. */
  top: i32;
  left: i32;
  /** Frame pixels from one of the image's to the next: 1 but for the gradients of strided convolutions. */
  spreadHeight: i32;
  spreadWidth: i32;
  /** Where the first window begins in the frame. */
  firstRow: i32;
  firstColumn: i32;
  filterHeight: i32;
  filterWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  outHeight: i32;
  outWidth: i32;
  filters: i32;
}

export function frameBytes(g: Geometry): i32 {
  return (g.frameHeight * g.frameWidth * g.channels) << 2;
}

/** Products that make one output. */
export function depthOf(g: Geometry): i32 {
  return g.filterHeight * g.filterWidth * g.channels;
}

/** Whether images need no frame of their own. */
export function isFramed(g: Geometry): bool {
  return (
    g.frameHeight == g.height &&
    g.frameWidth == g.width &&
    g.spreadHeight == 1 &&
    g.spreadWidth == 1 &&
    g.top == 0 &&
    g.left == 0
  );
}

/** Copies one image into the frame; what lies between and around its pixels stays as it is. */
export function enframe(g: Geometry, image: usize, frame: usize): void {
  const pixelBytes = g.channels << 2;
  const lineBytes = g.width * pixelBytes;
  const frameLineBytes = g.frameWidth * pixelBytes;
  let from = image;
  let line = frame + g.top * frameLineBytes + g.left * pixelBytes;
  for (let row = 0; row < g.height; row++) {
    if (g.spreadWidth == 1) {
      memory.copy(line, from, lineBytes);
      from += lineBytes;
    } else {
      for (let to = line, end = from + lineBytes; from < end; from += pixelBytes) {
        memory.copy(to, from, pixelBytes);
        to += g.spreadWidth * pixelBytes;
      }
    }
    line += g.spreadHeight * frameLineBytes;
  }
}

/** Byte offsets in the frame of every window's first pixel, filled up to a multiple of 4 with the last; `unit` bytes a pixel. */
export function listPlaces(g: Geometry, list: usize, unit: i32): void {
  let to = list;
  let place = 0;
  for (let row = 0; row < g.outHeight; row++) {
    const line = (g.firstRow + row * g.strideHeight) * g.frameWidth + g.firstColumn;
    for (let column = 0; column < g.outWidth; column++) {
      place = (line + column * g.strideWidth) * unit;
      store<i32>(to, place);
      to += 4;
    }
  }
  for (let i = g.outHeight * g.outWidth; i & 3; i++) {
    store<i32>(to, place);
    to += 4;
  }
}

/** Bytes of the list of places, and of that of offsets. */
export function listBytes(count: i32): i32 {
  return ((count + 3) & ~3) << 2;
}

/** Runs of contiguous floats that make up a window: one for each line of the filter, or for each tap where taps are apart. */
export function runCount(g: Geometry): i32 {
  return g.dilationWidth == 1 ? g.filterHeight : g.filterHeight * g.filterWidth;
}

/** Floats of a run. */
export function runLength(g: Geometry): i32 {
  return g.dilationWidth == 1 ? g.filterWidth * g.channels : g.channels;
}

/** Byte offsets of the runs from a window's first float. */
export function listRuns(g: Geometry, list: usize): void {
  const taps = g.dilationWidth == 1 ? 1 : g.filterWidth;
  let to = list;
  for (let row = 0; row < g.filterHeight; row++) {
    for (let tap = 0; tap < taps; tap++) {
      const pixel = row * g.dilationHeight * g.frameWidth + tap * g.dilationWidth;
      store<i32>(to, (pixel * g.channels) << 2);
      to += 4;
    }
  }
}
