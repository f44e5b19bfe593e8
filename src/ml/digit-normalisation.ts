/** How MNIST's makers prepared handwriting, for digits that come from elsewhere. */

const side = 28;
/** Pixels that the longer side of a digit spans. */
const span = 20;
/** Brightness from which a pixel counts as part of the digit. */
const inked = 0.25;
/** Samples across and down in a pixel of the result. */
const samples = 4;

/**
 * A digit of 28 × 28 pixels, 0 to 1, ink bright, as MNIST has it (LeCun et al. 1998, § III-A): scaled until the longer side of its box spans 20
 * pixels, its centre of mass in the middle of the picture, edges soft from the averaging, the brightest pixel 1. A picture without ink stays
 * empty.
 */
export function normalisedDigit(picture: ArrayLike<number>): Float32Array {
  const result = new Float32Array(side * side);
  const found = boxOf(picture);
  if (found === undefined) return result;
  const scale = span / found.longest;
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let sum = 0;
      for (let i = 0; i < samples * samples; i += 1) {
        const across = column + ((i % samples) + 0.5) / samples - side / 2;
        const down = row + (Math.floor(i / samples) + 0.5) / samples - side / 2;
        sum += brightness(picture, found.x + across / scale, found.y + down / scale);
      }
      result[row * side + column] = sum / (samples * samples);
    }
  }
  const brightest = result.reduce((most, value) => Math.max(most, value), 0);
  return result.map((value) => value / brightest);
}

/** The longer side of the box around the ink, and the ink's centre of mass; lengths in pixels from the top left corner. */
function boxOf(picture: ArrayLike<number>): { longest: number; x: number; y: number } | undefined {
  let [left, right, top, bottom] = [side, -1, side, -1];
  let [mass, x, y] = [0, 0, 0];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const value = picture[row * side + column] ?? 0;
      if (value < inked) continue;
      [left, right] = [Math.min(left, column), Math.max(right, column)];
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
      mass += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  }
  if (mass === 0) return undefined;
  return { longest: Math.max(right - left, bottom - top) + 1, x: x / mass, y: y / mass };
}

/** Brightness between the middles of pixels, bilinear; dark outside. */
function brightness(picture: ArrayLike<number>, x: number, y: number): number {
  const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [across, down] = [x - 0.5 - column, y - 0.5 - row];
  const at = (c: number, r: number): number => {
    if (c < 0 || c >= side || r < 0 || r >= side) return 0;
    const value = picture[r * side + c] ?? 0;
    return value < inked ? 0 : value;
  };
  const above = at(column, row) * (1 - across) + at(column + 1, row) * across;
  const below = at(column, row + 1) * (1 - across) + at(column + 1, row + 1) * across;
  return above * (1 - down) + below * down;
}
