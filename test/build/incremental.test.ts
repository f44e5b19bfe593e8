/** A build that takes over what has stayed gives the same bytes as one that begins with nothing. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import { archiveContent } from "../../scripts/bench/archive-content.ts";
import { pick } from "../../scripts/bench/archive-prose.ts";
import { copyProject } from "../scripts/project.ts";

const project = copyProject();
const content = join(project.folder, "long");
const cache = join(project.folder, "node_modules/.cache/retort");
const random = randomStreams(7)("edits");

beforeAll(() => {
  for (const { path, text } of archiveContent({ issues: 5, entries: 40, people: 30 })) {
    write(path, text);
  }
  write(
    "issues/002/shown.mdx",
    `${headOf(read("issues/002/work-9.md"), "Shown")}\nRun it.\n\n<Demo experiment="bugs" />\n`,
  );
  const yaml = "newsletter.yaml";
  write(yaml, `${read(yaml)}languages: { de: { tagline: Kurz, description: Etwas } }\n`);
  write("issues/001/work-2.de.md", translation("Auf Deutsch"));
  write("issues/001/work-3.de.md", translation("Und noch eins"));
  write("issues/001/index.de.md", translation("Heft"));
  // Drawing pictures is no part of this, and takes longest.
  const pictures = "node_modules/.cache/retort/pictures";
  if (existsSync(pictures)) cpSync(pictures, join(cache, "pictures"), { recursive: true });
  build("site");
}, 600_000);
afterAll(() => project.remove());

describe("a build after", () => {
  it("nothing is the same as one of nothing", () => {
    build("site");
    expectSameAsCold();
  }, 240_000);

  // What one build wrongly kept, the next ones would keep as well.
  it.each<[string, readonly (() => void)[]]>([
    [
      "a word more in an entry, another title, another gist and place in its issue",
      [
        () => edit(entry(), (text) => `${text.trimEnd()}\n\nAdded later.\n`),
        () => edit(entry(), (text) => text.replace(/^title: .*/m, "title: Renamed & known")),
        () => edit(entry(), (text) => text.replace(/^order: .*/m, "order: 9\ngist: Said <anew>")),
      ],
    ],
    [
      "other authors, another category and a correction, another opening of an issue",
      [
        () =>
          edit(entry(), (text) =>
            text.replace(/^authors:\n(?: {2}- .*\n)+/m, "authors: [Ada Alberg]\n"),
          ),
        () =>
          edit(entry(), (text) =>
            text.replace(
              /^category: .*/m,
              "category: news-1\ncorrections:\n  - { date: 2025-06-07, text: It was more. }",
            ),
          ),
        () => edit("issues/003/index.md", (text) => `${text}\nAnd so on.\n`),
      ],
    ],
    [
      "an entry more, which names another",
      [
        () =>
          write(
            "issues/005/more.md",
            `${headOf(read("issues/005/work-33.md"), "More")}\nUnlike [that one](../001/work-2.md).\n`,
          ),
      ],
    ],
    ["an entry less", [() => remove("issues/005/more.md")]],
  ])(
    "%s is the same as one of nothing",
    (_, changes) => {
      for (const change of changes) {
        change();
        build("site");
      }
      expectSameAsCold();
    },
    240_000,
  );

  it("other authors and another category is the same, and takes over the pages that show neither", () => {
    const other = page("issues/004/work-25");
    const { ino } = statSync(other);
    edit("issues/001/work-2.md", (text) =>
      text
        .replace(/^authors:\n(?: {2}- .*\n)+/m, "authors: [Ada Alberg]\n")
        .replace(/^category: .*/m, "category: news-1"),
    );
    build("site");
    expect(statSync(other).ino).toBe(ino);
    expect(readFileSync(page("issues/001/work-2"), "utf8")).toContain("Ada Alberg");
    expectSameAsCold();
  }, 240_000);

  it("other prose that Astro compiles is the same, and takes over the pages without it", () => {
    const other = page("issues/001/work-2");
    const { ino } = statSync(other);
    edit("issues/002/shown.mdx", (text) => `${text}\nAfter the demo, *all* of it.\n`);
    build("site");
    expect(statSync(other).ino).toBe(ino);
    expect(readFileSync(page("issues/002/shown"), "utf8")).toContain(
      "After the demo, <em>all</em> of it.",
    );
    expectSameAsCold();
  }, 240_000);

  it("other words of a translation and of its original is the same, and takes over all other pages", () => {
    const others = ["issues/004/work-25", "de/issues/001/work-3"].map(page);
    const before = others.map((path) => statSync(path).ino);
    const file = "issues/001/work-2.de.md";
    // A build tells of what is stale, and what brings it up to date.
    const [, hash = ""] = /work-2\.de\.md: .*source: (\w+)/.exec(build("site")) ?? [];
    edit(file, (text) => text.replace(/^source: .*/m, `source: ${hash}`));
    expect(build("site")).not.toContain("work-2.de.md: ");
    const hasChanged = "The original has changed since this translation";
    expect(readFileSync(page("de/issues/001/work-2"), "utf8")).not.toContain(hasChanged);
    edit("issues/001/work-2.md", (text) => `${text}\nMore of it.\n`);
    build("site");
    expect(readFileSync(page("de/issues/001/work-2"), "utf8")).toContain(hasChanged);
    expect(others.map((path) => statSync(path).ino)).toEqual(before);
    expectSameAsCold();
    edit(file, (text) => `${text}\nUnd *noch* etwas.\n`);
    build("site");
    expect(readFileSync(page("de/issues/001/work-2"), "utf8")).toContain("<em>noch</em>");
    expectSameAsCold();
  }, 360_000);

  it("a changed demo, setting, person, source and an issue more is the same as well", () => {
    edit(
      "issues/002/shown.mdx",
      (text) => `${text}\nSee it again.\n\n<Demo experiment="bugs" />\n`,
    );
    edit("newsletter.yaml", (text) => text.replace("title: News 1", "title: What else"));
    edit("people.yaml", (text) =>
      text.replace("name: Ada Alberg", "name: Ada Alberg-Lund\n  spellings: [Ada Alberg]"),
    );
    write("issues/006/index.md", read("issues/005/index.md").replace("number: 5", "number: 6"));
    const source = join(project.folder, "src/components/CitedBy.astro");
    writeFileSync(
      source,
      readFileSync(source, "utf8").replace("section-name", "section-name again"),
    );
    build("site");
    expectSameAsCold();
    expect(readFileSync(page("issues/001/work-2"), "utf8")).not.toContain('"section-name"');
  }, 360_000);

  it("somebody's change of the built site itself makes it good again", () => {
    writeFileSync(join(project.folder, "site/issues/001/index.html"), "broken");
    rmSync(join(project.folder, "site/feed.xml"));
    build("site");
    expectSameAsCold();
  }, 240_000);
});

/** Holds the site against one built with nothing kept but programs and pictures, which have the hash of all they are made of for a name. */
function expectSameAsCold(): void {
  for (const part of ["content", "states", "links", "mails"]) {
    rmSync(join(cache, `${part}-aside`), { recursive: true, force: true });
    if (existsSync(join(cache, part))) {
      cpSync(join(cache, part), join(cache, `${part}-aside`), { recursive: true });
      rmSync(join(cache, part), { recursive: true });
    }
  }
  rmSync(join(project.folder, "cold"), { recursive: true, force: true });
  build("cold");
  for (const part of ["content", "states", "links", "mails"]) {
    rmSync(join(cache, part), { recursive: true, force: true });
    cpSync(join(cache, `${part}-aside`), join(cache, part), { recursive: true });
  }
  for (const end of ["", "-mail"]) {
    const [kept, cold] = [filesOf(`site${end}`), filesOf(`cold${end}`)];
    expect([...kept.keys()]).toEqual([...cold.keys()]);
    const different = [...kept].filter(([file, bytes]) => cold.get(file)?.equals(bytes) !== true);
    expect(different.map(([file]) => file)).toEqual([]);
  }
}

/** Builds, and gives what it tells. */
function build(out: string): string {
  const { status, stderr, stdout } = project.run(["scripts/build.ts", "--out", out], content);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

function filesOf(out: string): Map<string, Buffer> {
  const folder = join(project.folder, out);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  return new Map(files.map((file) => [file.slice(folder.length), readFileSync(file)]));
}

function entries(): string[] {
  return readdirSync(join(content, "issues"), { recursive: true, encoding: "utf8" })
    .filter((path) => /work-\d+\.mdx?$/.test(path))
    .map((path) => `issues/${path}`)
    .toSorted();
}

/** An entry of plain prose. */
function entry(): string {
  return pick(
    random,
    entries().filter((path) => path.endsWith(".md")),
  );
}

/** A page of the site that is kept. */
const page = (path: string): string => join(project.folder, "site", path, "index.html");

/** Of anything, and of what is not said. */
function translation(title: string): string {
  return `---\ntitle: ${title}\ngist: Etwas.\nsource: abcdefghijkl\n---\n\nEin Wort.\n`;
}

/** The front matter of an entry, with another title. */
function headOf(text: string, title: string): string {
  const head = text.slice(0, text.indexOf("---\n", 4) + 4);
  return head.replace(/^title: .*/m, `title: ${title}`);
}

const read = (path: string): string => readFileSync(join(content, path), "utf8");

function write(path: string, text: string): void {
  mkdirSync(dirname(join(content, path)), { recursive: true });
  writeFileSync(join(content, path), text);
}

function edit(path: string, change: (text: string) => string): void {
  const text = read(path);
  const changed = change(text);
  expect(changed, path).not.toBe(text);
  write(path, changed);
}

const remove = (path: string): void => rmSync(join(content, path));
