import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { environment } from "./project.ts";

let content = "";
beforeEach(() => {
  content = mkdtempSync(join(tmpdir(), "retort-new-"));
  cpSync("test/fixtures/newsletter", content, { recursive: true });
});
afterEach(() => rmSync(content, { recursive: true, force: true }));

/** `npm run new` with these words and nobody at the terminal. */
function runNew(...words: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/new.ts", ...words], {
    env: environment(content),
    encoding: "utf8",
  });
  return { status, stderr };
}

/** Every file of the content folder with its text. */
function everything(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(content, { recursive: true, withFileTypes: true }).flatMap((file) => {
      const path = join(file.parentPath, file.name);
      return file.isFile() ? [[path.slice(content.length + 1), readFileSync(path, "utf8")]] : [];
    }),
  );
}

const work = ["--issue", "1", "--title", "Ein Titel: und mehr", "--category", "daten"] as const;

describe("a new issue", () => {
  it("is a draft with the next number, and leaves the newsletter sound", () => {
    const { status } = runNew("issue", "--title", "Zwei: neu", "--gist", "Mehr.");
    expect(status).toBe(0);
    const { issues } = readContent(content);
    expect(issues.find(({ slug }) => slug === "002")?.data).toMatchObject({
      number: 2,
      title: "Zwei: neu",
      gist: "Mehr.",
      draft: true,
    });
  });

  it("never takes the place of one that is there", () => {
    const before = everything();
    const { status, stderr } = runNew("issue", "--number", "1", "--title", "A", "--gist", "B");
    expect(stderr).toBe(`${content}/issues/001/index.mdx is there already and stays as it is\n`);
    expect(status).toBe(1);
    expect(everything()).toEqual(before);
  });
});

describe("a new entry", () => {
  it("has an address made of its title, and brings new people along when asked to", () => {
    const author = ["--author", "Jana Vogel", "--author", "Zoë Núñez"];
    expect(runNew("entry", ...work, ...author, "--new-people", "--mdx").status).toBe(0);
    const { entries, people } = readContent(content);
    expect(entries.find(({ id }) => id === "001/ein-titel-und-mehr")).toMatchObject({
      file: "issues/001/ein-titel-und-mehr.mdx",
      data: { title: "Ein Titel: und mehr", authors: ["Jana Vogel", "Zoë Núñez"] },
    });
    expect(people["zoe-nunez"]).toEqual({ name: "Zoë Núñez", spellings: [] });
    expect(Object.keys(everything()).filter((file) => file.includes(".new"))).toEqual([]);
  });

  it.each([
    [
      "a person who is not known",
      ["--author", "Niemand"],
      "Niemand is not in people.yaml; give --new-people",
    ],
    [
      "a category there is not",
      ["--author", "Jana Vogel", "--category", "date"],
      'did you mean "daten"?',
    ],
    [
      "an answer to nothing",
      ["--author", "Jana Vogel", "--responds-to", "001/x"],
      "respondsTo: there is no entry",
    ],
    [
      "an issue there is not",
      ["--author", "Jana Vogel", "--issue", "9"],
      "issues/009: index.mdx: missing",
    ],
    [
      "an address in capitals",
      ["--author", "Jana Vogel", "--slug", "ABC"],
      "in lower-case letters",
    ],
    [
      "a title that makes no address",
      ["--author", "Jana Vogel", "--title", "日本"],
      "give one with --slug",
    ],
    ["no author", [], "--author is missing"],
    ["a flag there is not", ["--athor", "x"], "usage: npm run new -- entry"],
  ])("with %s is refused in one line, and nothing is written", (_, words, sentence) => {
    const before = everything();
    const { status, stderr } = runNew("entry", ...work, ...words);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(status).toBe(1);
    expect(everything()).toEqual(before);
  });
});

it.each([
  [[], "usage: npm run new -- issue"],
  [["chapter"], 'there is no new "chapter"'],
  [["experiment", "Two Words"], "lower-case words joined by hyphens"],
  [["experiment", "wrong-labels"], "src/experiments/wrong-labels is there already"],
])("says in one line what can be new instead of %j", (words, sentence) => {
  const { status, stderr } = runNew(...words);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(status).toBe(1);
});
