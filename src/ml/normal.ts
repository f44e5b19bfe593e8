/**
 * Quantile of the standard normal distribution for `probability` from 2⁻³³ to 1−2⁻³³ (Wichura 1988, algorithm AS 241, PPND16;
 * its third interval lies outside that range). Uses only + − × ÷ and the square root, whose results IEEE 754 fixes to the last bit.
 */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(centreNumerator, r)) / polynomial(centreDenominator, r);
  }
  const r = Math.sqrt(-naturalLog(q < 0 ? probability : 1 - probability)) - 1.6;
  const magnitude = polynomial(tailNumerator, r) / polynomial(tailDenominator, r);
  return q < 0 ? -magnitude : magnitude;
}

/** Natural logarithm of a number in (0, 1], within a few units of the last place, from exactly rounded operations alone. */
export function naturalLog(value: number): number {
  let exponent = 0;
  let mantissa = value;
  // Doubling is exact; the mantissa ends in [√½, √2).
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent -= 1;
  }
  // log m = 2 artanh((m−1)/(m+1)), whose argument is at most 0.172 here.
  const s = (mantissa - 1) / (mantissa + 1);
  return exponent * Math.LN2 + 2 * s * polynomial(artanhSeries, s * s);
}

/** 1 + x/3 + x²/5 + …; the first term left out is below 2⁻⁵⁵. */
const artanhSeries = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21].map((odd) => 1 / odd);

const centreNumerator = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const centreDenominator = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const tailNumerator = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const tailDenominator = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power -= 1) {
    sum = sum * x + (coefficients[power] ?? 0);
  }
  return sum;
}
