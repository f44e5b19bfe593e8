import type { Run, Snapshot } from "#lab/experiment.ts";

import { accuracy } from "./closed-form.ts";
import { isWonByHonesty } from "./debate.ts";
import type { Cell, Outcome } from "./outcome.ts";
import { depths, mapErrors, type Rule, rules } from "./plan.ts";
import type { Params } from "./spec.ts";

/** Debates by chance beside the closed form: over error rate and depth, then over depth under every rule. */
const run: Run<Params, Outcome> = async function* (params, { random }) {
  const { branching, weakShare, debates, depth: chosen } = params;
  const map: Cell[] = [];
  const curves: Cell[] = [];
  const outcome: Outcome = { debates, depth: chosen, map, curves };
  const progress = { done: 0, total: 2 * depths.length };
  const finished = (phase: string): Snapshot<Outcome> => {
    progress.done += 1;
    return { phase, ...progress, outcome };
  };
  const played = (rule: Rule, error: number, depth: number): Cell => {
    const setting = { error, depth, branching, weakShare };
    const chance = random(`${rule} at ${error}, depth ${depth}`);
    let won = 0;
    for (let debate = 0; debate < debates; debate += 1) {
      if (isWonByHonesty(rule, setting, chance)) won += 1;
    }
    return { rule, error, depth, measured: won / debates, exact: rounded(accuracy(rule, setting)) };
  };

  for (const depth of depths) {
    for (const rule of rules) curves.push(played(rule, params.error, depth));
    yield finished("playing at the chosen error rate");
  }
  for (const depth of depths) {
    for (const error of mapErrors) {
      map.push(played("granted", error, depth), played("everything", error, depth));
    }
    yield finished("mapping error rate and depth");
  }
};
export default run;

/** Six decimals, which is more than is shown or judged by. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
