import type { Claim, Judgement, Verdict } from "#lab/claim.ts";
import { judgeSeeds, percent } from "#lab/judging.ts";

import type { Cell, Outcome } from "./outcome.ts";
import type { Rule } from "./plan.ts";

const nothing = "no debate has been played";
const mosaic = {
  source: "Mosaic, the program of Ought’s experiments",
  url: "https://github.com/oughtinc/mosaic",
};

/** The accuracy measured at a depth under a rule; undefined before it is played. */
function at({ curves }: Outcome, rule: Rule, depth: number): number | undefined {
  return curves.find((cell) => cell.rule === rule && cell.depth === depth)?.measured;
}

/** Half a 99 % interval of a share, from its own variance and never less than that of one debate. */
function margin(share: number, count: number): number {
  return 2.58 * Math.sqrt(Math.max(share * (1 - share), 1 / count) / count);
}

function apart(a: number, b: number, count: number): number {
  return Math.hypot(margin(a, count), margin(b, count));
}

/** Every cell within four and a half standard errors of the closed form: with 96 cells and five seeds chance alone breaks that once in 300 runs. */
function judgeAgreement(outcomes: readonly Outcome[]): Judgement {
  const cells = outcomes.flatMap(({ map, curves, debates }) =>
    [...map, ...curves].map((cell) => ({ ...cell, errors: errorsOff(cell, debates) })),
  );
  if (cells.length === 0) return { verdict: "unclear", evidence: nothing };
  const worst = cells.reduce((a, b) => (b.errors > a.errors ? b : a));
  const gap = Math.max(...cells.map(({ measured, exact }) => Math.abs(measured - exact)));
  const verdict: Verdict = worst.errors <= 4.5 ? "holds" : worst.errors > 6 ? "fails" : "unclear";
  return {
    verdict,
    evidence: `over ${cells.length} points the two are never more than ${percent(gap)} apart, at most ${worst.errors.toFixed(1)} standard errors`,
  };
}

function errorsOff({ measured, exact }: Cell, debates: number): number {
  const variance = Math.max(exact * (1 - exact), 0.25 / debates);
  return Math.abs(measured - exact) / Math.sqrt(variance / debates);
}

/** One rule ahead of another at the chosen depth, by its lead over chance in the debates of each seed. */
function judgeLead(
  outcomes: readonly Outcome[],
  ahead: { readonly rule: Rule; readonly words: string },
  behind: { readonly rule: Rule; readonly words: string },
): Judgement {
  const seeds = outcomes.flatMap((outcome) => {
    const { debates, depth } = outcome;
    const [a, b] = [at(outcome, ahead.rule, depth), at(outcome, behind.rule, depth)];
    return a === undefined || b === undefined ? [] : [{ a, b, debates }];
  });
  return judgeSeeds(seeds, {
    read: ({ a, b, debates }) => ({ distance: a - b, margin: apart(a, b, debates) }),
    evidence: (mean) =>
      `honesty wins ${percent(mean(({ a }) => a))} ${ahead.words} and ${percent(mean(({ b }) => b))} ${behind.words}, at depth ${outcomes[0]?.depth ?? 0}`,
    nothing,
  });
}

/** Nine answers in ten is what the experts of January 2020 were asked to be sure of. */
const demanded = 0.9;

function judgeCompounding(outcomes: readonly Outcome[]): Judgement {
  const steps = 5;
  const seeds = outcomes.flatMap((outcome) => {
    const [one, five] = [at(outcome, "granted", 1), at(outcome, "granted", steps)];
    return one === undefined || five === undefined ? [] : [{ one, five, debates: outcome.debates }];
  });
  return judgeSeeds(seeds, {
    read: ({ five, debates }) => ({ distance: demanded - five, margin: margin(five, debates) }),
    evidence: (mean) =>
      `right ${percent(mean(({ one }) => one))} of the time after one step and ${percent(mean(({ five }) => five))} after ${steps}, where ${percent(demanded)} were wanted`,
    nothing,
  });
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "closed-form-agrees",
    sentence:
      "The honest expert wins just if every comparison on the contested way is right, so what comes out can be written down: (1 − p) to the power of the depth.",
    published: {
      figure: "the rule of the game, from which it follows; no win rates of 2019 were published",
      ...mosaic,
    },
    check: judgeAgreement,
  },
  {
    id: "granting-helps",
    sentence:
      "Letting experts concede or decline to challenge makes the judgement more often right than playing every question out, if one wrong answer spoils it.",
    published: {
      figure: "both moves are part of the game below the top; no win rates were published",
      ...mosaic,
    },
    check: (outcomes) =>
      judgeLead(
        outcomes,
        { rule: "granted", words: "with all but one way granted" },
        { rule: "everything", words: "with everything played out" },
      ),
  },
  {
    id: "weak-spots",
    sentence:
      "A malicious expert who challenges only the weak spots of the judges wins more often than one who challenges blindly.",
    published: {
      figure:
        "declining is free below the top, so only weak spots need be challenged; no rate published",
      ...mosaic,
    },
    check: (outcomes) =>
      judgeLead(
        outcomes,
        { rule: "granted", words: "against blind challenges" },
        { rule: "weakest", words: "against challenges at weak spots" },
      ),
  },
  {
    id: "errors-add-up",
    sentence:
      "Small errors add up: trees of one to five steps are enough to lose a certainty of nine in ten.",
    published: {
      figure:
        "on trees of 1 to 5 steps raters disagreed a lot, and claims at least 90 % likely true or false were told apart only in part; no rates published",
      source: "Ought, January 2020 update",
      url: "https://ought.org/updates/2020-01-11-arguments",
    },
    check: judgeCompounding,
  },
];
