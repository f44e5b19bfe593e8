/** A direction or a place in the plane. */
export type Vector = readonly [x: number, y: number];

/** A symmetric 2 × 2 matrix. */
export interface Symmetric {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Eigenvalues, the larger first, and the unit vector of the first; the second is at a right angle to it. */
export interface Eigen {
  readonly values: Vector;
  readonly first: Vector;
}

/** The matrix with these eigenvalues, the first along `first`, a unit vector. */
export function fromEigen({ values: [along, across], first: [x, y] }: Eigen): Symmetric {
  return {
    xx: along * x * x + across * y * y,
    xy: (along - across) * x * y,
    yy: along * y * y + across * x * x,
  };
}

/** In closed form, from square roots alone, so that every engine rounds alike. */
export function eigen({ xx, xy, yy }: Symmetric): Eigen {
  const middle = (xx + yy) / 2;
  const half = (xx - yy) / 2;
  const radius = Math.sqrt(half * half + xy * xy);
  const values: Vector = [middle + radius, middle - radius];
  // Of two vectors that both solve it, the one that does not cancel.
  const [x, y] = half >= 0 ? [half + radius, xy] : [xy, radius - half];
  const length = Math.sqrt(x * x + y * y);
  return { values, first: length === 0 ? [1, 0] : [x / length, y / length] };
}

/** Coordinates of a vector along the eigenvectors. */
export function coordinates({ first: [x, y] }: Eigen, [a, b]: Vector): Vector {
  return [x * a + y * b, x * b - y * a];
}

/** The vector with these coordinates along the eigenvectors; undoes `coordinates`. */
export function fromCoordinates({ first: [x, y] }: Eigen, [a, b]: Vector): Vector {
  return [x * a - y * b, y * a + x * b];
}

/** The solution of matrix · x = `vector`. */
export function solve({ xx, xy, yy }: Symmetric, [a, b]: Vector): Vector {
  const determinant = xx * yy - xy * xy;
  return [(yy * a - xy * b) / determinant, (xx * b - xy * a) / determinant];
}

/** Angle between two directions, degrees, 0 to 180. */
export function angleBetween([ax, ay]: Vector, [bx, by]: Vector): number {
  return (Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by) * 180) / Math.PI;
}
