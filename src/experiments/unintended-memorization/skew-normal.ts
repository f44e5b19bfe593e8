/** The skew normal distribution (Azzalini 1985), with which exposure is extrapolated. */

/** Location ξ, scale ω and shape α. */
export interface SkewNormal {
  readonly location: number;
  readonly scale: number;
  readonly shape: number;
}

/** Mean, and second and third moment about it. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
}

/** The largest skewness that is fitted; the family's own limit is 0.9953. */
const mostSkewed = 0.99;

/** The skew normal with these moments (Azzalini 1985, § 3); a sample more skewed than any gets one just below the limit. */
export function fitSkewNormal({ mean, variance, third }: Moments): SkewNormal {
  const deviation = Math.sqrt(variance);
  const skewness = Math.min(mostSkewed, Math.max(-mostSkewed, third / deviation ** 3));
  const part = Math.abs(skewness) ** (2 / 3);
  const delta =
    Math.sign(skewness) *
    Math.sqrt((Math.PI / 2) * (part / (part + ((4 - Math.PI) / 2) ** (2 / 3))));
  const scale = deviation / Math.sqrt(1 - (2 * delta ** 2) / Math.PI);
  return {
    location: mean - scale * delta * Math.sqrt(2 / Math.PI),
    scale,
    shape: delta / Math.sqrt(1 - delta ** 2),
  };
}

/** Density at `x`. */
export function skewNormalDensity({ location, scale, shape }: SkewNormal, x: number): number {
  return Math.exp(logDensity((x - location) / scale, shape)) / scale;
}

/** Of Simpson's rule: even, and enough for a thousandth of a bit far out, for a hundred-thousandth of the value everywhere. */
const intervals = 200;

/** −log₂ of the probability of a value up to `x`, also far out where that probability is no number any more: Simpson's rule on the logarithm of the density. */
export function skewNormalBits({ location, scale, shape }: SkewNormal, x: number): number {
  const z = (x - location) / scale;
  // Beyond ten deviations to the right nothing is left out.
  const end = Math.min(z, 10);
  const peak = Math.max(...grid(end - 10, end, 60).map((t) => logDensity(t, shape)));
  let length = 20;
  while (length > 1e-6 && logDensity(end - length / 2, shape) < peak - 45) length /= 2;
  const points = grid(end - length, end, intervals);
  const step = length / intervals;
  const sum = points.reduce((total, t, i) => {
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    return total + weight * Math.exp(logDensity(t, shape) - peak);
  }, 0);
  return Math.max(0, -(peak + Math.log((sum * step) / 3)) / Math.LN2);
}

function grid(from: number, to: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

/** Of 2 φ(z) Φ(αz). */
function logDensity(z: number, shape: number): number {
  return Math.LN2 - z ** 2 / 2 - logRoot + logNormal(shape * z);
}

const logRoot = Math.log(2 * Math.PI) / 2;

/** Logarithm of Φ(x): a power series in the middle, a continued fraction in the left tail (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14). */
function logNormal(x: number): number {
  if (x > 6) return 0;
  if (x < -3) {
    let fraction = 0;
    for (let k = 60; k > 0; k -= 1) fraction = k / (-x + fraction);
    return -(x ** 2) / 2 - logRoot - Math.log(-x + fraction);
  }
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= x ** 2 / k;
    sum += term;
  }
  return Math.log(0.5 + Math.exp(-(x ** 2) / 2 - logRoot) * sum);
}
