const side = 28;
/** Brightness from which a pixel is ink. */
const ink = 0.5;

/** Pixels that are ink or touch it, corners included. */
export function nearInk(picture: ArrayLike<number>): boolean[] {
  return Array.from({ length: side * side }, (_, at) => {
    const [row, column] = [Math.floor(at / side), at % side];
    for (let r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r += 1) {
      for (let c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c += 1) {
        if ((picture[r * side + c] ?? 0) >= ink) return true;
      }
    }
    return false;
  });
}

/** Share of the squares of `slopes` that lies where `near` says; 0 where all slopes are. */
export function energyShare(slopes: ArrayLike<number>, near: readonly boolean[]): number {
  let [inside, all] = [0, 0];
  near.forEach((isNear, at) => {
    const energy = (slopes[at] ?? 0) ** 2;
    all += energy;
    if (isNear) inside += energy;
  });
  return all === 0 ? 0 : inside / all;
}

/** Share of the picture that `near` covers. */
export function areaShare(near: readonly boolean[]): number {
  return near.filter(Boolean).length / near.length;
}
