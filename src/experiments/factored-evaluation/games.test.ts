import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { type Answer, type Course, playAlone, type Scene } from "#lab/game.ts";
import { randomStreams } from "#ml/random.ts";

import game from "./game.ts";
import { budget, isContested, type Material, materialSchema } from "./material.ts";

const folder = new URL("../../../content/games/factored-evaluation/", import.meta.url);
const materials = readdirSync(folder).map((name): { name: string; material: Material } => ({
  name,
  material: materialSchema.parse(parse(readFileSync(new URL(name, folder), "utf8"))),
}));

describe("the games that come with it", () => {
  it("are eight or more", () => {
    expect(materials.length).toBeGreaterThanOrEqual(8);
  });

  it.each(materials)(
    "$name: a judge that only compares words finds the honest expert",
    ({ material }) => {
      for (let seed = 0; seed < 40; seed += 1) {
        const { isWon } = playAlone(game.play(material, "judge", randomStreams(seed)));
        expect(isWon, `seed ${seed}`).toBe(true);
      }
    },
  );

  it.each(materials)(
    "$name: any way down, with both quotations, fits the budget",
    ({ material }) => {
      for (const middle of material.asks) {
        for (const leaf of middle.asks.filter(isContested)) {
          const read = [
            middle.honest,
            middle.malicious,
            ...[leaf.honest, leaf.malicious].flatMap(({ answer, quote }) => [answer, quote]),
          ].reduce((sum, { length }) => sum + length, 0);
          // What is left lets a judge look at a second leaf.
          expect(read).toBeLessThanOrEqual(450);
          expect(budget.questions).toBeGreaterThanOrEqual(3);
        }
      }
    },
  );

  it.each(materials)(
    "$name: each malicious expert loses with what is written for them",
    ({ material }) => {
      for (let seed = 0; seed < 20; seed += 1) {
        expect(playAlone(game.play(material, "challenger", randomStreams(seed))).isWon).toBe(false);
      }
    },
  );
});

/** Every pair of answers of one question, with the game it is from. */
const pairs = materials.flatMap(({ name, material }) => {
  const nodes = [
    material,
    ...material.asks,
    ...material.asks.flatMap(({ asks }) =>
      asks.filter(isContested).map(({ honest, malicious }) => ({
        honest: honest.answer,
        malicious: malicious.answer,
      })),
    ),
  ];
  return nodes.map(({ honest, malicious }) => ({ name, honest, malicious }));
});

/** Share of pairs in which a guesser with this idea of honesty is right; a tie counts half. */
function guessed(honesty: (text: string, name: string) => number): number {
  const right = pairs.map(({ name, honest, malicious }) => {
    const lead = honesty(honest, name) - honesty(malicious, name);
    return lead === 0 ? 0.5 : Number(lead > 0);
  });
  return right.reduce((sum, one) => sum + one, 0) / right.length;
}

describe("neither expert is given away", () => {
  it("by the length of an answer", () => expectFair(guessed((text) => text.length)));

  it("by the number of words or of commas", () => {
    expectFair(guessed((text) => text.split(" ").length));
    expectFair(guessed((text) => text.split(",").length));
  });

  it("by words that one of them uses more, learnt from the other games", () => {
    const share = guessed((text, name) => {
      const others = pairs.filter((pair) => pair.name !== name);
      return wordsOf(text).reduce((sum, word) => {
        const uses = (of: "honest" | "malicious"): number =>
          1 + others.filter((pair) => wordsOf(pair[of]).includes(word)).length;
        return sum + Math.log(uses("honest") / uses("malicious"));
      }, 0);
    });
    expect(share).toBeLessThan(0.67);
  });

  it("by the length of a quotation", () => {
    const contests = materials.flatMap(({ material }) =>
      material.asks.flatMap(({ asks }) => asks.filter(isContested)),
    );
    const longer = contests.filter(
      ({ honest, malicious }) => honest.quote.length > malicious.quote.length,
    ).length;
    expect(longer / contests.length).toBeGreaterThan(0.25);
    expect(longer / contests.length).toBeLessThan(0.75);
  });

  it("by their letter, which is as often A as B", () => {
    const first = materials.flatMap(({ material }) =>
      Array.from({ length: 50 }, (_, seed) => {
        const scene = opened(game.play(material, "judge", randomStreams(seed)));
        return Number(scene.lines[1]?.text === material.honest);
      }),
    );
    const share = first.reduce((sum, one) => sum + one, 0) / first.length;
    // 400 coins: more than three standard deviations off once in 400 tests.
    expect(Math.abs(share - 0.5)).toBeLessThan(0.075);
  });
});

const [lamp] = materials;
const material = lamp?.material;
if (material === undefined) throw new Error("there is no game");

describe("a judge", () => {
  it("pays for what is read and asked, and gets the answer that was taken below", () => {
    const course = game.play(material, "judge", randomStreams(1));
    opened(course);
    const below = told(course, "ask 0");
    const [middle] = material.asks;
    const read = (middle?.honest.length ?? 0) + (middle?.malicious.length ?? 0);
    expect(below.meters.map(({ used }) => used)).toEqual([read, 1]);
    const above = told(course, "take 1");
    expect(above.lines.at(-1)?.text).toContain(below.lines.at(-1)?.text);
    expect(above.question.prompt).toBe(material.question);
  });

  it("is told whether they were right only at the end, with how sure they were", () => {
    const course = game.play(material, "judge", randomStreams(1));
    const { lines } = opened(course);
    const isFirstHonest = lines[1]?.text === material.honest;
    told(course, isFirstHonest ? "take 0" : "take 1");
    const end = course.next({ kind: "choice", id: "90" });
    expect(end.done).toBe(true);
    expect(end.value).toMatchObject({ isWon: true, confidence: 0.9 });
  });
});

describe("the malicious expert", () => {
  it("fools a judge of words as often as a coin falls, by quoting words and denying them", () => {
    const quote = material.text[0]?.slice(0, 40) ?? "";
    const wins = Array.from({ length: 40 }, (_, seed) => {
      const course = game.play(material, "challenger", randomStreams(seed));
      opened(course);
      told(course, "authored");
      let next: ReturnType<Course["next"]> = { done: false, value: told(course, "authored") };
      // The judge asks on until a question comes that both can answer, with a quotation each.
      while (next.done !== true) {
        const isLeaf = next.value.question.fields?.fields.length === 2;
        next = course.next(
          isLeaf ? own(`Not ${quote}`, quote) : { kind: "choice", id: "authored" },
        );
      }
      return Number(next.value.isWon);
    });
    const won = wins.reduce((sum, one) => sum + one, 0);
    // 40 coins, three standard deviations either way; what is written for them never wins.
    expect(won).toBeGreaterThan(10);
    expect(won).toBeLessThan(30);
  });

  it("cannot quote what is not there", () => {
    const course = game.play(material, "challenger", randomStreams(2));
    opened(course);
    told(course, "authored");
    const scene = told(course, "authored");
    expect(scene.question.fields?.fields.map(({ name }) => name)).toEqual(["answer", "quote"]);
    const refused = course.next(own("The keepers were asleep.", "the keepers were asleep"));
    expect(refused.value).toEqual(scene);
  });

  it("loses by letting everything stand", () => {
    const course = game.play(material, "challenger", randomStreams(2));
    opened(course);
    let next = course.next({ kind: "choice", id: "authored" });
    while (next.done !== true) next = course.next({ kind: "choice", id: "decline" });
    expect(next.value).toMatchObject({ isWon: false });
    expect(next.value.lines.at(-1)?.text).toContain(material.honest);
  });
});

it("factored cognition composes the answers of the leaves upward", () => {
  const { isWon, summary } = playAlone(game.play(material, "splitter", randomStreams(1)));
  expect(isWon).toBe(true);
  expect(summary).toMatch(/^Right at the top, and in 3 of 3 smallest questions/);
});

function opened(course: Course): Scene {
  const first = course.next();
  if (first.done === true) throw new Error("the game asks nothing");
  return first.value;
}

function told(course: Course, id: string): Scene {
  const next = course.next({ kind: "choice", id });
  if (next.done === true) throw new Error("the game is over");
  return next.value;
}

/** Of 48 pairs a coin gets between a third and two thirds right in 98 cases of 100. */
function expectFair(share: number): void {
  expect(share).toBeGreaterThan(0.33);
  expect(share).toBeLessThan(0.67);
}

function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}’]+/gu))];
}

/** An answer in the player's own words. */
function own(answer: string, quote?: string): Answer {
  return { kind: "texts", texts: { answer, ...(quote !== undefined && { quote }) } };
}
