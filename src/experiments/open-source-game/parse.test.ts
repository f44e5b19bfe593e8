import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import { textOf } from "./language.ts";
import { parseProgram } from "./parse.ts";
import { stranger } from "./strangers.ts";

function read(text: string): string {
  const parsed = parseProgram(text);
  return parsed.kind === "program" ? textOf(parsed.program) : `! ${parsed.problem}`;
}

describe("a program's text", () => {
  it("gives the program again that it was printed from", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const text = textOf(stranger(randomStreams(seed)("strangers")));
        expect(read(text)).toBe(text);
      }),
    );
  });

  it("binds not before and, and before or, or before implies", () => {
    expect(read("not true and false or same implies true implies false")).toBe(
      "((not true and false) or same) implies (true implies false)",
    );
    expect(read(" proves( not  proves(false) )")).toBe("proves(consistent)");
  });

  it.each([
    ["", "nothing is written; true always cooperates, false never does"],
    [
      "provs(true)",
      "“provs” at letter 1 is no word of the language; it knows true, false, same, consistent, proves, they, and, or, not, implies and brackets",
    ],
    ["proves(they(me)", "the bracket at letter 7 is never closed; add a )"],
    [
      "not they(me)",
      "“they” at letter 5 stands outside proves(…); put it inside, for a program that runs its opponent outright may never end",
    ],
    ["true)", "“)” at letter 5 is one bracket too many; take it out"],
    [
      "true false",
      "“false” at letter 6 follows a program that is complete; join the two by and, or or implies",
    ],
    ["true or", "the program breaks off; write what comes after its last word"],
    ["proves true", "“proves” at letter 1 needs brackets; write proves(…)"],
    [
      "proves(they(Bob))",
      "“Bob” at letter 13 is nobody known; ask about me, CooperateBot, DefectBot",
    ],
    ["(true and)", "“)” at letter 10 comes too early; write what is to stand before it"],
  ])("that cannot be read, %j, is told by place and remedy", (text, problem) => {
    expect(read(text)).toBe(`! ${problem}`);
  });

  it("never throws, and tells a problem in one line", () => {
    const words = fc.constantFrom(
      ..."true false same consistent proves they me ( ) and or not implies , ü".split(" "),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(words).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(read(given)).toMatch(/^[^\n]+$/);
      }),
    );
  });
});
