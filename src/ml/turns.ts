/** Cosine and sine of parts of a turn, from + − × ÷ alone, whose results IEEE 754 fixes to the last bit: `Math.cos` is each engine's own. */

/** cos(2π · part / whole) for integers; exact at the quarters. */
export function cosineOfTurn(part: number, whole: number): number {
  // The part in the first half of the turn, and then in its first quarter.
  const positive = Math.abs(part) % whole;
  const half = Math.min(positive, whole - positive);
  return 4 * half > whole ? -ofQuarter(whole - 2 * half, 2 * whole) : ofQuarter(half, whole);
}

/** sin(2π · part / whole) for integers; exact at the quarters. */
export function sineOfTurn(part: number, whole: number): number {
  return cosineOfTurn(4 * part - whole, 4 * whole);
}

/** cos(2π · part / whole) for parts up to a quarter: by the nearer of cosine at 0 and sine at the quarter. */
function ofQuarter(part: number, whole: number): number {
  if (8 * part <= whole) return series(cosineSeries, part / whole);
  const rest = (whole - 4 * part) / (4 * whole);
  return 2 * Math.PI * rest * series(sineSeries, rest);
}

/** Σ coefficients · (2π · turns)²ᵏ, for up to an eighth of a turn. */
function series(coefficients: readonly number[], turns: number): number {
  const angle = 2 * Math.PI * turns;
  return coefficients.reduceRight((sum, coefficient) => sum * angle * angle + coefficient, 0);
}

/** (−1)ᵏ / (2k + first)!; the first term left out is below 2⁻⁵⁵. */
function taylor(first: 0 | 1): number[] {
  let term = 1;
  return Array.from({ length: 9 }, (_, k) => {
    if (k > 0) term /= -(2 * k + first) * (2 * k + first - 1);
    return term;
  });
}

const cosineSeries = taylor(0);
const sineSeries = taylor(1);
