import { type Rule, weakError } from "./plan.ts";

/** What a debate is about: judge's mean error at a question, levels, questions asked at each, and the share of questions at which the judge errs at all. */
export interface Setting {
  readonly error: number;
  readonly depth: number;
  readonly branching: number;
  readonly weakShare: number;
}

/** Chance that the honest expert wins, exactly. */
export function accuracy(rule: Rule, setting: Setting): number {
  const { error, depth, branching } = setting;
  switch (rule) {
    case "granted":
      return power(1 - error, depth);
    case "weakest":
      return weakestPath(setting);
    case "everything": {
      let right = 1;
      for (let level = 0; level < depth; level += 1) right = (1 - error) * power(right, branching);
      return right;
    }
    case "majority": {
      let right = 1 - error;
      for (let level = 1; level < depth; level += 1) {
        const found = majority(right, branching);
        right = (1 - error) * found + error * (1 - found);
      }
      return right;
    }
  }
}

/**
 * The malicious expert sees which questions are weak and contests the path with the most of them. `below[j]` is the chance that the
 * worst path of a tree has at most j weak questions: of `branching` independent subtrees the worst counts, and the question on top of
 * them is weak or not.
 */
function weakestPath({ error, depth, branching, weakShare }: Setting): number {
  let below: number[] = [1];
  for (let level = 0; level < depth; level += 1) {
    const worst = below.map((chance) => (level === 0 ? chance : power(chance, branching)));
    below = [...worst, 1].map(
      (_, j) => (1 - weakShare) * (worst[j] ?? 1) + weakShare * (j === 0 ? 0 : (worst[j - 1] ?? 1)),
    );
  }
  const right = 1 - weakError(error, weakShare);
  return below.reduce(
    (sum, chance, j) => sum + (chance - (j === 0 ? 0 : (below[j - 1] ?? 0))) * power(right, j),
    0,
  );
}

/** Chance that most of `count` answers are right, each with chance `right`; a tie is settled by a coin. */
function majority(right: number, count: number): number {
  let sum = 0;
  let ways = 1;
  for (let wins = 0; wins <= count; wins += 1) {
    const weight = 2 * wins > count ? 1 : 2 * wins === count ? 0.5 : 0;
    sum += weight * ways * power(right, wins) * power(1 - right, count - wins);
    ways = (ways * (count - wins)) / (wins + 1);
  }
  return sum;
}

/** A whole power by multiplication, which every engine rounds alike. */
function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i += 1) product *= base;
  return product;
}
