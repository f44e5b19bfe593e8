import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import { botTexts } from "./bots.ts";
import { type Expression, textOf } from "./language.ts";
import { parseProgram } from "./parse.ts";
import { levelsOf, movesAt } from "./play.ts";
import { stranger } from "./strangers.ts";

function program(text: string): Expression {
  const parsed = parseProgram(text);
  if (parsed.kind === "problem") throw new Error(parsed.problem);
  return parsed.program;
}

const bots = Object.fromEntries(
  Object.entries(botTexts).map(([name, text]) => [name, program(text)]),
) as Record<keyof typeof botTexts, Expression>;
/** Both moves in the end, as C and D. */
function movesInTheEnd(a: Expression, b: Expression): string {
  const { first, second } = levelsOf(a, b).limit;
  return `${first ? "C" : "D"}${second ? "C" : "D"}`;
}

const strangers = fc
  .integer({ min: 0, max: 1_000_000 })
  .map((seed) => stranger(randomStreams(seed)("strangers")));

/** The definition, word for word and without a thought for time: `proves(A)` at a level is A at every lower one. */
function naive(expression: Expression, own: Expression, other: Expression, level: number): boolean {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "same":
      return textOf(own) === textOf(other);
    case "they": {
      const about =
        expression.about === "me"
          ? own
          : ({ kind: "constant", value: expression.about === "CooperateBot" } as const);
      return naive(other, other, about, level);
    }
    case "proves":
      return Array.from({ length: level }, (_, lower) =>
        naive(expression.inner, own, other, lower),
      ).every(Boolean);
    case "not":
      return !naive(expression.inner, own, other, level);
    case "and":
      return (
        naive(expression.left, own, other, level) && naive(expression.right, own, other, level)
      );
    case "or":
      return (
        naive(expression.left, own, other, level) || naive(expression.right, own, other, level)
      );
    case "implies":
      return (
        !naive(expression.left, own, other, level) || naive(expression.right, own, other, level)
      );
  }
}

describe("the moves of two programs", () => {
  it("are at every level what the definition says, and change no more once they have settled", () => {
    fc.assert(
      fc.property(strangers, strangers, (a, b) => {
        const { moves, limit } = levelsOf(a, b);
        for (let level = 0; level < 5; level += 1) {
          expect(moves[level] ?? limit).toEqual({
            first: naive(a, a, b, level),
            second: naive(b, b, a, level),
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it("do not depend on who is named first", () => {
    fc.assert(
      fc.property(strangers, strangers, (a, b) => {
        const [there, back] = [levelsOf(a, b), levelsOf(b, a)];
        expect(back.settledAfter).toBe(there.settledAfter);
        expect(back.limit).toEqual({ first: there.limit.second, second: there.limit.first });
      }),
    );
  });

  it("are those that Barasz et al. 2014 prove of their bots", () => {
    const { CooperateBot, DefectBot, FairBot, PrudentBot, CliqueBot } = bots;
    expect(movesInTheEnd(FairBot, FairBot)).toBe("CC");
    expect(movesInTheEnd(FairBot, CooperateBot)).toBe("CC");
    expect(movesInTheEnd(FairBot, DefectBot)).toBe("DD");
    expect(movesInTheEnd(PrudentBot, PrudentBot)).toBe("CC");
    expect(movesInTheEnd(PrudentBot, FairBot)).toBe("CC");
    expect(movesInTheEnd(PrudentBot, CooperateBot)).toBe("DC");
    expect(movesInTheEnd(PrudentBot, DefectBot)).toBe("DD");
    expect(movesInTheEnd(CliqueBot, CliqueBot)).toBe("CC");
    expect(movesInTheEnd(CliqueBot, FairBot)).toBe("DD");
  });

  it("of PrudentBot and CooperateBot go through the levels as worked out by hand", () => {
    // Level 0: all is proved. 1: no contradiction is, so "consistent implies not they(DefectBot)" is false. 2: it is no longer proved.
    const { moves, settledAfter } = levelsOf(bots.PrudentBot, bots.CooperateBot);
    expect(moves.map(({ first }) => first)).toEqual([true, true, false]);
    expect(settledAfter).toBe(3);
  });

  it("are made without a proof until the search is deep enough", () => {
    const game = levelsOf(bots.FairBot, bots.PrudentBot);
    expect([0, 1, 2, 8].map((depth) => movesAt(game, depth).first)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

it("lets nobody cheat FairBot or PrudentBot, at any depth", () => {
  fc.assert(
    fc.property(strangers, fc.integer({ min: 0, max: 8 }), (other, depth) => {
      for (const bot of [bots.FairBot, bots.PrudentBot]) {
        const { first, second } = movesAt(levelsOf(bot, other), depth);
        expect(first && !second, textOf(other)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});
