/** L2 distance of two pictures. */
export function pixelDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** Mean distance of two lists of pictures of `size` numbers, over the first `count`. */
export function meanDistance(
  a: Float32Array,
  b: Float32Array,
  { size, count }: { readonly size: number; readonly count: number },
): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    const [from, to] = [i * size, (i + 1) * size];
    sum += pixelDistance(a.subarray(from, to), b.subarray(from, to));
  }
  return count === 0 ? 0 : sum / count;
}
