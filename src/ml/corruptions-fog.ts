import type { Random } from "#lab/runtime.ts";

/** Side of a height map, a power of two that covers 28 and 32 pixels. */
export const mapSide = 32;

/**
 * Heights from 0 to 1, row-major, by the diamond-square algorithm on a torus: the middle of each square, then the middle of each of its sides, is
 * the mean of its four neighbours and a random rise, at most (100 / decayⁿ)² at level n (Hendrycks and Dietterich 2019 for fog).
 */
export function heightMap(decay: number, random: Random): Float64Array {
  const map = new Float64Array(mapSide * mapSide);
  const index = (row: number, column: number): number =>
    ((row + mapSide) % mapSide) * mapSide + ((column + mapSide) % mapSide);
  const raise = (row: number, column: number, around: readonly number[], most: number): void => {
    const mean = around.reduce((sum, place) => sum + (map[place] ?? 0), 0) / 4;
    map[index(row, column)] = mean + most * (2 * random.uniform() - 1);
  };

  let wibble = 100;
  for (let step = mapSide; step >= 2; step /= 2) {
    const half = step / 2;
    const most = wibble * wibble;
    for (const [row, column] of grid(half, half, step)) {
      raise(
        row,
        column,
        [
          index(row - half, column - half),
          index(row - half, column + half),
          index(row + half, column - half),
          index(row + half, column + half),
        ],
        most,
      );
    }
    for (const [top, left] of [
      [0, half],
      [half, 0],
    ] as const) {
      for (const [row, column] of grid(top, left, step)) {
        raise(
          row,
          column,
          [
            index(row - half, column),
            index(row + half, column),
            index(row, column - half),
            index(row, column + half),
          ],
          most,
        );
      }
    }
    wibble /= decay;
  }
  const low = map.reduce((a, b) => Math.min(a, b));
  const high = map.reduce((a, b) => Math.max(a, b));
  return map.map((value) => (value - low) / (high - low));
}

function* grid(top: number, left: number, step: number): Generator<readonly [number, number]> {
  for (let row = top; row < mapSide; row += step) {
    for (let column = left; column < mapSide; column += step) yield [row, column];
  }
}
