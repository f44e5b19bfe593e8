import * as fc from "fast-check";
import { expect, it } from "vitest";

import { answersQuery, readAnswers } from "#maps/answers.ts";
import { told } from "#maps/telling.ts";

import { answeredMap } from "./arbitrary.ts";
import { diamond } from "./sample.ts";

const phrases = {
  nothing: "Nothing.",
  favours: "For {list}.",
  opposes: "Against {list}.",
  next: "{question}: {agenda} {yes} or {no}.",
  change: "Again {question}.",
  picture: "Now {list}.",
};

it("gives back from an address what was put into it", () => {
  fc.assert(
    fc.property(answeredMap, ({ map, answers }) => {
      const query = new URLSearchParams(answersQuery("m", map, answers).toString());
      expect(readAnswers("m", map, query)).toEqual(answers);
      expect(readAnswers("other", map, query)).toEqual({});
    }),
  );
});

it("leaves open what an address cannot mean", () => {
  const query = new URLSearchParams("map=m&a=maybe&b=0&c=100&d=7.5&e=yes");
  expect(readAnswers("m", diamond, query)).toEqual({});
  expect(readAnswers("m", diamond, new URLSearchParams("map=m&a=no&b=7"))).toEqual({
    a: 0,
    b: 0.07,
  });
});

it("tells what answers speak for and against, strongest first, and what to answer next", () => {
  expect(told(diamond, {}, phrases)).toMatchObject({ follows: "Nothing.", next: "D: X 89 or 11." });
  expect(told(diamond, { c: 1 }, phrases)).toMatchObject({
    follows: "For X (67\u00A0%). Against Y (33\u00A0%).",
    picture: "Now A 50 %, B 50 %, C 100 %, D 67 %, X 67 %, Y 33 %.",
  });
});
