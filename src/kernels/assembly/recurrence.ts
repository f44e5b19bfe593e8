/** What the steps of recurrent layers share: gates are computed four at a time, what is left over one by one. */

/** Derivative of the sigmoid by its value. */
export function slope(value: v128): v128 {
  return f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
}

/** Derivative of the hyperbolic tangent by its value. */
export function steepness(value: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(value, value));
}

/** a + b, both at the same offset. */
export function sumAt(a: usize, b: usize, offset: i32, width: i32): v128 {
  return f32x4.add(read(a + offset, width), read(b + offset, width));
}

/** Four floats, or one four times. */
export function read(from: usize, width: i32): v128 {
  return width == 4 ? v128.load(from) : v128.load32_splat(from);
}

export function write(to: usize, value: v128, width: i32): void {
  if (width == 4) v128.store(to, value);
  else v128.store32_lane(to, value, 0);
}
