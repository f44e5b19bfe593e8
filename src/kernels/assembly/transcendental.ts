/** Elementary functions of four floats, by + − × ÷ alone, so that every host rounds alike. Correct to about two units in the last place. */

/** e to the x; 0 below the smallest normal number, infinite above the largest. */
export function exponential(x: v128): v128 {
  const clamped = f32x4.pmin(f32x4.splat(89), f32x4.pmax(f32x4.splat(-88), x));
  const power = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504088896340736)));
  // ln 2 in two parts, the first with so few digits that its multiples are exact.
  let r = f32x4.sub(clamped, f32x4.mul(power, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(power, f32x4.splat(-2.12194440054690583e-4)));
  // The Taylor series; |r| < 0.35, so the first term left out is below 6e-9.
  let sum = f32x4.splat(1.0 / 5040.0);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 720.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 120.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 24.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 6.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  // Two steps, as 2 to the 128 is beyond the format.
  const whole = i32x4.trunc_sat_f32x4_s(power);
  const half = i32x4.shr_s(whole, 1);
  const scaled = f32x4.mul(f32x4.mul(sum, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
  const result = v128.bitselect(f32x4.splat(0), scaled, f32x4.lt(x, f32x4.splat(-87.33)));
  return v128.bitselect(x, result, f32x4.ne(x, x));
}

/** 1 / (1 + e^−x). */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
}

/** (1 − e^−2|x|) / (1 + e^−2|x|) with the sign of x; near zero the odd series, which loses no digits. */
export function hyperbolicTangent(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const decay = exponential(f32x4.mul(size, f32x4.splat(-2)));
  const far = f32x4.div(f32x4.sub(one, decay), f32x4.add(one, decay));
  const square = f32x4.mul(x, x);
  let sum = f32x4.splat(62.0 / 2835.0);
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(-17.0 / 315.0));
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(2.0 / 15.0));
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(-1.0 / 3.0));
  const near = f32x4.add(size, f32x4.mul(size, f32x4.mul(square, sum)));
  const result = v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.25)));
  return v128.or(result, v128.and(x, f32x4.splat(-0.0)));
}

/** The natural logarithm of a positive normal number. */
export function logarithm(x: f32): f32 {
  const bits = reinterpret<i32>(x);
  // The mantissa from √½ to √2, by moving the exponent's border there.
  const shifted = bits - 0x3f3504f3;
  const exponent = shifted >> 23;
  const mantissa = reinterpret<f32>((shifted & 0x007fffff) + 0x3f3504f3);
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  const series =
    square *
    (<f32>(1.0 / 3.0) +
      square * (<f32>0.2 + square * (<f32>(1.0 / 7.0) + square * <f32>(1.0 / 9.0))));
  const small = <f32>2 * s * series + <f32>2 * s;
  return <f32>exponent * <f32>0.693359375 + (<f32>exponent * <f32>-2.12194440054690583e-4 + small);
}

function powerOfTwo(power: v128): v128 {
  return i32x4.shl(i32x4.add(power, i32x4.splat(127)), 23);
}
