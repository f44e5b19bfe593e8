/** Lists of numbers, one after another in a single array: thousands of arrays take many times as long to read back. */
export interface NumberLists {
  readonly numbers: Uint32Array;
  /** Where each list ends. */
  readonly ends: Uint32Array;
}

/** Puts lists into one array. */
export function joinLists(lists: readonly Uint32Array[]): NumberLists {
  const numbers = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  const ends = new Uint32Array(lists.length);
  let end = 0;
  for (const [i, list] of lists.entries()) {
    numbers.set(list, end);
    end += list.length;
    ends[i] = end;
  }
  return { numbers, ends };
}

/** The lists again, which share one array. */
export function splitLists({ numbers, ends }: NumberLists): Uint32Array[] {
  return Array.from(ends, (end, i) => numbers.subarray(i === 0 ? 0 : ends[i - 1], end));
}

/** Gives each number its new one, in place. */
export function renumber(numbers: Uint32Array, now: Uint32Array): void {
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = now[numbers[i] ?? 0] ?? 0;
}
