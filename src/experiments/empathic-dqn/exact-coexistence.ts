import { coexistence } from "./coexistence.ts";
import { discount } from "./plan.ts";
import { cellCount } from "./torus.ts";
import type { State } from "./world.ts";

const still = 4;
const actionCount = still + 1;
/** Values that change by less between two rounds are taken as found. */
const precision = 1e-9;

/** The best a selfish learner can expect from any state, seeing the whole board; without a limit of steps. */
export type StateValue = (state: State) => number;

/**
 * Value iteration over the 49 × 49 joint positions (Sutton and Barto 2018, § 4.4), where a share `noise` of the actions is taken at random.
 * It starts from a life for ever, the most there can be, which most states keep.
 */
export function coexistenceValues(noise: number): StateValue {
  const alone = 1 / (1 - discount);
  const outcomes = outcomesOf();
  let values = new Float64Array(cellCount * cellCount).fill(alone);
  for (let change = Infinity; change > precision;) {
    change = 0;
    const next = new Float64Array(values.length);
    for (let at = 0; at < values.length; at += 1) {
      let [best, sum] = [-Infinity, 0];
      for (let action = 0; action < actionCount; action += 1) {
        const value = 1 + discount * meanAfter(outcomes, at * actionCount + action, values, alone);
        sum += value;
        best = Math.max(best, value);
      }
      const value = (1 - noise) * best + (noise * sum) / actionCount;
      change = Math.max(change, Math.abs(value - (values[at] ?? 0)));
      next[at] = value;
    }
    values = next;
  }
  return ({ learner, other }) =>
    other === null ? alone : (values[learner * cellCount + other] ?? 0);
}

const [died, killed] = [-1, -2];

/** For every pair of positions and action the pair that each move of the other leads to, `died` or `killed`. */
function outcomesOf(): Int32Array {
  const [start] = coexistence.starts;
  if (start === undefined) throw new RangeError("the world has no start");
  const found = new Int32Array(cellCount * cellCount * actionCount * actionCount);
  let at = 0;
  for (let learner = 0; learner < cellCount; learner += 1) {
    for (let other = 0; other < cellCount; other += 1) {
      const state = { ...start, learner, other };
      for (let action = 0; action < actionCount; action += 1) {
        for (const otherAction of coexistence.otherActions(state)) {
          const turn = coexistence.step(state, action, otherAction);
          found[at] = turn.hasDied
            ? died
            : turn.state.other === null
              ? killed
              : turn.state.learner * cellCount + turn.state.other;
          at += 1;
        }
      }
    }
  }
  return found;
}

function meanAfter(
  outcomes: Int32Array,
  pair: number,
  values: Float64Array,
  alone: number,
): number {
  let sum = 0;
  for (let i = pair * actionCount; i < (pair + 1) * actionCount; i += 1) {
    const after = outcomes[i] ?? 0;
    sum += after === died ? 0 : after === killed ? alone : (values[after] ?? 0);
  }
  return sum / actionCount;
}
