import type { Random } from "#lab/runtime.ts";

/** Values nearer to each other than this count as equal. */
const tie = 1e-6;

/** The action of the largest value; of equal ones any, or the first where no chance is given. */
export function choose(values: ArrayLike<number>, actions: number, chance: Random | null): number {
  let largest = -Infinity;
  for (let action = 0; action < actions; action += 1) {
    largest = Math.max(largest, values[action] ?? -Infinity);
  }
  const best: number[] = [];
  for (let action = 0; action < actions; action += 1) {
    if ((values[action] ?? -Infinity) >= largest - tie) best.push(action);
  }
  const [first = 0] = best;
  if (best.length === 1 || chance === null) return first;
  return best[chance.integer(best.length)] ?? first;
}
