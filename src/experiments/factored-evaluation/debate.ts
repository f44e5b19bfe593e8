import type { Random } from "#lab/runtime.ts";

import type { Setting } from "./closed-form.ts";
import { type Rule, weakError } from "./plan.ts";

/** One debate played with chance: whether the honest expert wins. */
export function isWonByHonesty(rule: Rule, setting: Setting, random: Random): boolean {
  switch (rule) {
    case "granted":
      return isPathRight(setting, random);
    case "weakest":
      return isWeakestPathRight(setting, random);
    case "everything":
      return isAllRight(setting, setting.depth, random);
    case "majority":
      return isMostRight(setting, setting.depth, random);
  }
}

/** All but one question of each level are granted; the judge compares once a level. */
function isPathRight({ error, depth }: Setting, random: Random): boolean {
  for (let level = 0; level < depth; level += 1) if (random.uniform() < error) return false;
  return true;
}

/** A judge at each question of the path with the most weak ones. */
function isWeakestPathRight(setting: Setting, random: Random): boolean {
  const error = weakError(setting.error, setting.weakShare);
  const weak = mostWeak(setting, setting.depth, random);
  for (let i = 0; i < weak; i += 1) if (random.uniform() < error) return false;
  return true;
}

/** Draws a tree: how many weak questions its worst path has. */
function mostWeak(setting: Setting, depth: number, random: Random): number {
  const own = random.uniform() < setting.weakShare ? 1 : 0;
  if (depth === 1) return own;
  let worst = 0;
  for (let child = 0; child < setting.branching; child += 1) {
    worst = Math.max(worst, mostWeak(setting, depth - 1, random));
  }
  return own + worst;
}

/** Nothing is granted, and a wrong answer anywhere below is carried to the top. */
function isAllRight(setting: Setting, depth: number, random: Random): boolean {
  if (random.uniform() < setting.error) return false;
  if (depth === 1) return true;
  for (let child = 0; child < setting.branching; child += 1) {
    if (!isAllRight(setting, depth - 1, random)) return false;
  }
  return true;
}

/** Nothing is granted; each judge goes with most of the answers from below, and errs on top of it. */
function isMostRight(setting: Setting, depth: number, random: Random): boolean {
  const errs = random.uniform() < setting.error;
  if (depth === 1) return !errs;
  const { branching } = setting;
  let [right, wrong] = [0, 0];
  while (2 * right <= branching && 2 * wrong <= branching && right + wrong < branching) {
    if (isMostRight(setting, depth - 1, random)) right += 1;
    else wrong += 1;
  }
  const found = right === wrong ? random.uniform() < 0.5 : right > wrong;
  return found !== errs;
}
