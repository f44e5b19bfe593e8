import { expect, it } from "vitest";

import { knownProse, readContentFiles } from "#newsletter/content.ts";
import { memo } from "#newsletter/memo.ts";

import { archiveContent } from "../../scripts/bench/archive-content.ts";

it("makes what it knows once, and another key's by itself", () => {
  const known = memo<number>();
  let made = 0;
  const make = (): number => (made += 1);
  expect([known.get("a", make), known.get("a", make), known.get("b", make)]).toEqual([1, 1, 2]);
});

it("takes what an earlier run used and passes on only what this one asks for", () => {
  const known = memo<string>();
  known.carry([
    ["a", "kept"],
    ["b", "never asked for"],
  ]);
  expect(known.get("a", () => "made")).toBe("kept");
  expect([...known.used]).toEqual([["a", "kept"]]);
});

it("reads a changed file anew and tells its new mistakes, an unchanged one from memory", () => {
  const files = archiveContent({ issues: 1, entries: 2, people: 5 });
  expect(readContentFiles(files).problems).toEqual([]);
  const before = knownProse.used.size;
  const broken = files.map((file) =>
    file.path.endsWith("work-1.md")
      ? { ...file, text: file.text.replace("title:", "titel:") }
      : file,
  );
  expect(readContentFiles(broken).problems.join("\n")).toContain(
    'issues/001/work-1.md: the front matter: unknown field "titel"',
  );
  expect(knownProse.used.size).toBe(before + 1);
  expect(readContentFiles(files).problems).toEqual([]);
});
