import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { gameProblems, playableIn } from "../../scripts/games.ts";

const path = "games/factored-evaluation/01-the-lamp-at-brannock-head.yaml";
const sound = readFileSync(new URL(`../../content/${path}`, import.meta.url), "utf8");
const problems = (text: string, name = path): string[] => gameProblems([{ path: name, text }]);

describe("a game’s file", () => {
  it("that is sound has no problem, and makes its game playable", () => {
    expect(problems(sound)).toEqual([]);
    expect(playableIn([{ path, text: sound }])).toEqual(["factored-evaluation"]);
  });

  it("is told of a quotation that does not occur, by its place", () => {
    const wrong = sound.replace(
      "quote: broke four panes of the lantern room",
      "quote: broke seven panes of the lantern room",
    );
    expect(problems(wrong)).toEqual([
      `${path}: asks.0.asks.1.malicious.quote: "broke seven panes of the lantern room" does not occur in the text; quote it letter by letter, within one paragraph`,
    ]);
  });

  it("is told of an answer that would break the budget", () => {
    const long = sound.replace(
      "It broke four panes of the lantern room.",
      `"${"It broke four panes of the lantern room; ".repeat(2)}"`,
    );
    expect(problems(long)).toEqual([
      expect.stringMatching(
        /asks\.0\.asks\.1\.malicious\.answer: "It broke.*" has more than 70 characters; shorten it$/,
      ),
    ]);
  });

  it("is told of an answer without its quotation", () => {
    const bare = sound.replace(/\{\s*answer: It broke four panes[^}]*\}/, "It broke four panes.");
    expect(problems(bare)).toEqual([
      `${path}: asks.0.asks.1.malicious: "It broke four panes." is neither an answer with its quote nor the word declines`,
    ]);
  });

  it("is told of a field that is missing and one that is unknown", () => {
    expect(problems(sound.replace("title: The lamp", "titel: The lamp"))).toEqual([
      `${path}: title: missing; add it to the file`,
      `${path}: the file: unknown field "titel"; did you mean "title"?`,
    ]);
  });

  it("is told of YAML that cannot be read, by its line", () => {
    expect(problems("title: a: b")[0]).toMatch(new RegExp(`^${path}:1: no valid YAML`));
  });

  it("is told of a game that is not there, and of a name that has no place", () => {
    expect(problems(sound, "games/factored-evaluatoin/one.yaml")).toEqual([
      'games/factored-evaluatoin/one.yaml: name: there is no game of "factored-evaluatoin"; did you mean "factored-evaluation"?',
    ]);
    expect(problems(sound, "games/One.yml")[0]).toMatch(/^games\/One\.yml: name: a game is named/);
  });
});
