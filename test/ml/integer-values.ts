/** Numbers in [-0.5, 0.5), as `values` of `integer_values.py` makes them. */
export function integerValues(salt: number, count: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => ((i * i * 31 + i * 7919 + salt * 104729) % 2003) / 2003 - 0.5,
  );
}
