/** The class with the largest value, of equal ones the first; with `without`, of the others. */
export function strongestClass(values: ArrayLike<number>, without = -1): number {
  let best = without === 0 ? 1 : 0;
  for (let i = 0; i < values.length; i += 1) {
    if (i !== without && (values[i] ?? 0) > (values[best] ?? 0)) best = i;
  }
  return best;
}
