import { readdirSync, readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { demoExample, guideExamples, mapExample } from "#components/guide/examples.ts";
import { excerpt, promises } from "#components/guide/excerpts.ts";
import { bodyProblems } from "#newsletter/body-problems.ts";
import { readFrontMatter } from "#newsletter/front-matter.ts";
import { checkFields } from "#newsletter/schema-problems.ts";
import { entrySchema } from "#newsletter/schemas.ts";

import { readContent } from "../../scripts/content.ts";
import { problemsOf } from "../newsletter/sample.ts";

const { newsletter } = readContent("content");
const examples = guideExamples(newsletter);

it.each(Object.entries(examples))("shows an example of %s that the checks accept", (_, source) => {
  const { data, body, problem } = readFrontMatter(source);
  expect(bodyProblems(problem === undefined ? body : source, "md")).toEqual([]);
  if (problem === undefined) {
    expect(checkFields("example", "the front matter", entrySchema, data).problems).toEqual([]);
  }
});

it("shows a demo with what its own source says", () => {
  const { source, attributes } = demoExample("wrong-labels");
  expect(bodyProblems(source, "mdx")).toEqual([]);
  expect(attributes).toEqual({ experiment: "wrong-labels" });
});

it("shows a map of an argument that the checks accept", () => {
  expect(problemsOf({ "maps/what-next.yaml": mapExample })).toEqual([]);
});

it("lists what the contract suites check, by the names of their tests", () => {
  const folder = new URL("../contract/", import.meta.url);
  const suites = readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(new URL(file, folder), "utf8"));
  const calls = suites.flatMap((text) => text.match(/^ *it\b/gm) ?? []);
  expect(promises(suites)).toHaveLength(calls.length);
  expect(promises(suites)).toContain("gives the same digest twice");
});

it("fails the build when an excerpt's source has changed too much", () => {
  expect(excerpt("a\nfrom here\nb\nto\nc", "from", "to")).toBe("from here\nb\nto");
  expect(() => excerpt("a\nb", "from", "to")).toThrow('from "from" is not there');
  expect(() => excerpt("from\nb", "from", "to")).toThrow("is not there");
});
