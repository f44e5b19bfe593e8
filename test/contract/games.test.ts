/// <reference types="vite/client" />
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import {
  type Answer,
  type Course,
  type Ending,
  type Game,
  isAnswer,
  playAlone,
  type Question,
  type Scene,
} from "#lab/game.ts";
import { randomStreams } from "#ml/random.ts";

import { contentFiles } from "../../scripts/content.ts";

const games = import.meta.glob<Game<unknown>>("../../src/experiments/*/game.ts", {
  import: "default",
  eager: true,
});
const files = contentFiles("content").filter(({ path }) => path.startsWith("games/"));

const tables = Object.entries(games).flatMap(([path, game]) => {
  const id = path.split("/").at(-2) ?? "";
  return files
    .filter((file) => file.path.startsWith(`games/${id}/`))
    .flatMap((file) => {
      const material = game.material.parse(parse(file.text));
      return game.seats.map(({ id: seat }) => ({
        name: `${file.path} as ${seat}`,
        seat,
        game,
        material,
      }));
    });
});

it("every game has something to be played with", () => {
  for (const path of Object.keys(games)) {
    const id = path.split("/").at(-2) ?? "";
    expect(
      files.some((file) => file.path.startsWith(`games/${id}/`)),
      id,
    ).toBe(true);
  }
});

describe.each(tables)("$name", ({ seat, game, material }) => {
  const course = (seed: number): Course => game.play(material, seat, randomStreams(seed));

  it("ends with nobody at the table, and goes the same way twice", () => {
    expect(playAlone(course(7))).toEqual(playAlone(course(7)));
    expect(playAlone(course(7)).summary).not.toBe("");
  });

  it("ends within its limits whatever a player answers, and takes nothing back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
        (seed, picks) => {
          const ending = played(course(seed), picks, expectSound);
          for (const { used, limit } of ending.meters) expect(used).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("asks again where an answer is none of those offered", () => {
    const begun = course(3);
    const first = begun.next();
    const second = begun.next({ kind: "choice", id: "no such thing" });
    expect(second).toEqual(first);
  });
});

/** Plays with the choices that the numbers pick; each scene is looked at, and what was said before it. */
function played(
  course: Course,
  picks: readonly number[],
  look: (scene: Scene, before: readonly unknown[]) => void,
): Ending {
  let before: readonly unknown[] = [];
  let next = course.next();
  for (const pick of picks) {
    if (next.done === true) break;
    look(next.value, before);
    before = next.value.lines;
    next = course.next(answerTo(next.value.question, pick));
  }
  if (next.done !== true) throw new Error("the game did not end");
  return next.value;
}

function answerTo(question: Question, pick: number): Answer {
  const ids = question.choices.flatMap(({ choices }) => choices.map(({ id }) => id));
  const texts = Object.fromEntries(
    (question.fields?.fields ?? []).map(({ name, maxLength, occursIn }) => [
      name,
      (
        occursIn?.text ?? "Something of my own, made up at length and to no purpose whatsoever."
      ).slice(0, maxLength),
    ]),
  );
  const own: Answer = { kind: "texts", texts };
  const i = pick % (ids.length + 1);
  if (i === ids.length && isAnswer(question, own)) return own;
  return { kind: "choice", id: ids[i % ids.length] ?? "" };
}

function expectSound({ lines, meters, question }: Scene, before: readonly unknown[]): void {
  expect(lines.slice(0, before.length)).toEqual(before);
  for (const { used, limit } of meters) expect(used).toBeLessThanOrEqual(limit);
  const ids = question.choices.flatMap(({ choices }) => choices.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { choices } of question.choices) {
    expect(choices.length).toBeGreaterThan(0);
    for (const { label } of choices) expect(label.trim()).not.toBe("");
  }
}
