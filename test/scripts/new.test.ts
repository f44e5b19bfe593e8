import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { translationHints } from "#newsletter/translations.ts";

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

describe("a new translation", () => {
  const words = ["translation", "1/masse-fuer-muster", "en"] as const;

  it("is a draft with the original’s text and its hash, and current", () => {
    expect(runNew(...words, "--by", "Jana Vogel")).toEqual({ status: 0, stderr: "" });
    const source = readContent(content);
    const original = source.entries.find(({ id }) => id === "001/masse-fuer-muster");
    const made = source.translations.find(({ target }) => target === "001/masse-fuer-muster");
    expect(made).toMatchObject({
      file: "issues/001/masse-fuer-muster.en.mdx",
      language: "en",
      body: original?.body,
      data: {
        title: original?.data.title,
        gist: original?.data.gist,
        corrections: original?.data.corrections,
        translatedBy: ["Jana Vogel"],
        draft: true,
      },
    });
    expect(translationHints(source).filter((hint) => hint.includes("masse"))).toEqual([]);
  });

  it("is stale as soon as the original says something else", () => {
    runNew(...words);
    const path = join(content, "issues/001/masse-fuer-muster.mdx");
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace("misst zwölf Muster", "misst heute zwölf Muster"),
    );
    const hints = translationHints(readContent(content)).filter((hint) => hint.includes("masse"));
    expect(hints).toHaveLength(1);
    expect(hints[0]).toMatch(/has changed since this translation; .* source: [a-p]{12}$/);
  });

  it.each([
    [["1/masse", "en"], 'there is no issue or entry "1/masse"'],
    [["1/masse-fuer-muster", "fr"], '"fr" is not among the languages of newsletter.yaml'],
    [["1/masse-fuer-muster", "de"], "that is the newsletter's own"],
    [["1/muster-in-daten", "en"], "muster-in-daten.en.md is there already"],
    [["1/masse-fuer-muster"], "the language is missing"],
    [["1/masse-fuer-muster", "en", "--by", "Niemand"], "is not in people.yaml"],
  ])("is refused in one line for %j, and nothing is written", (wrong, sentence) => {
    const before = everything();
    const { status, stderr } = runNew("translation", ...wrong);
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

const index = (): string => readFileSync(join(content, "issues/001/index.mdx"), "utf8");

describe("a spoken version", () => {
  const sound = "test/fixtures/newsletter/issues/001/brief-1.mp3";

  it("is measured, so that nobody counts bytes, and keeps the chapters there are", () => {
    const before = index();
    const untold = before.replace(
      / {2}length: .*\n {2}type: .*\n {2}duration: .*\n/,
      "  length: 1\n  type: audio/ogg\n  duration: 20\n",
    );
    expect(untold).not.toBe(before);
    writeFileSync(join(content, "issues/001/index.mdx"), untold);
    const transcript = sound.replace("mp3", "vtt");
    expect(runNew("audio", "--issue", "1", "--file", sound, "--transcript", transcript)).toEqual({
      status: 0,
      stderr: "",
    });
    const { issues } = readContent(content);
    expect(issues[0]?.data.audio).toMatchObject({
      file: "brief-1.mp3",
      length: 12672,
      type: "audio/mpeg",
      duration: 12.672,
      transcripts: [{ file: "brief-1.vtt", type: "text/vtt" }],
    });
    expect(issues[0]?.data.audio?.chapters).toHaveLength(3);
    expect(index().split("\n---\n")[1]).toBe(before.split("\n---\n")[1]);
  });

  it("may stand elsewhere, and is then not copied", () => {
    const file = join(content, "other.mp3");
    cpSync(sound, file);
    const address = "https://sound.example/other.mp3";
    expect(runNew("audio", "--issue", "1", "--file", file, "--address", address).status).toBe(0);
    expect(readContent(content).issues[0]?.data.audio?.file).toBe(address);
    expect(Object.keys(everything())).not.toContain("issues/001/other.mp3");
  });

  it.each([
    [["--issue", "9", "--file", sound], "--issue 9 is no issue that is there"],
    [["--issue", "1", "--file", "no.mp3"], "--file no.mp3 is not there"],
    [["--issue", "1", "--file", "package.json"], "--file package.json is no sound file"],
  ])("is refused for %j, and nothing is written", (words, message) => {
    const before = everything();
    const { status, stderr } = runNew("audio", ...words);
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(everything()).toEqual(before);
  });
});
