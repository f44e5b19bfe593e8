import { spawnSync } from "node:child_process";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { nodesOf, parseBody } from "#newsletter/tree.ts";

import { readContent } from "../../scripts/content.ts";
import { columns } from "../../scripts/import/sheet-row.ts";
import { entryText } from "../newsletter/sample.ts";
import { asCsv, asXlsx, madeArchive } from "./archive-sheet.ts";
import { type ImportFolder, importFolder } from "./import-folder.ts";
import { environment } from "./project.ts";

const rhythm = "rhythm: { number: 1, date: 2018-04-09, days: 7 }\n";

describe("an archive of two thousand rows", () => {
  const { rows, counts } = madeArchive();
  let folder: ImportFolder;
  let proposed: string[] = [];
  let before: Record<string, string> = {};
  let said: string[] = [];
  beforeAll(async () => {
    folder = importFolder();
    before = folder.everything();
    const sheet = folder.file("archive.csv", asCsv(rows));
    proposed = await folder.run(sheet);
    const aliases = folder.read("aliases.yaml");
    folder.write("aliases.yaml", aliases + rhythm);
    said = await folder.run(sheet);
  });
  afterAll(() => folder.remove());

  it("has two thousand rows", () => {
    expect(rows).toHaveLength(2000);
  });

  it("is first asked about: names and categories in other spellings, and issues", () => {
    expect(proposed.at(0)).toContain("8 of people, 4 of categories, 172 of issues");
    const aliases = folder.read("aliases.yaml");
    for (const line of [
      "  Rohin: [ Rohin Wade ]",
      "  rohin wade: [ Rohin Wade ]",
      "  Asya/Rohin: [ Asya Lind, Rohin Wade ]",
      "  Jose Garcia: [ José García ]",
      "  Mina Orr: [ Mina K. Orr ]",
      "  Miscellaneous (alignment): miscellaneous-alignment",
      '  "Recon #4/#5": null',
    ]) {
      expect(aliases.split("\n")).toContain(line);
    }
  });

  it("tells by number what it placed and what it could not", () => {
    const unplaced =
      counts.untitled +
      counts.withoutIssue +
      counts.twins +
      counts.withoutAuthor +
      counts.withoutCategory;
    const lost = counts.dangling + counts.ambiguous + counts.unknownPages;
    const leftOut = counts.badYears + counts.badAddresses;
    expect(said.filter((line) => !line.startsWith("  "))).toEqual([
      "read: 2000 entries",
      `entries: ${2000 - unplaced} new, 0 replaced, 0 as they were, 0 kept`,
      "issues: 169 new, 0 replaced, 0 as they were, 0 kept",
      "new people: 7; new categories: 2",
      // One that is not sure leads somewhere all the same.
      `references that lead to an entry or issue: ${counts.references + counts.ambiguous}`,
      `references that lead nowhere, or not surely: ${lost}`,
      `cells that say nothing here: ${leftOut}`,
      `not placed: ${unplaced}`,
      "there already, with other words; --force replaces them: 0",
    ]);
    expect(said).toContain(
      '  row 1988: "Recon #4/#5" names no issue; say which under issues in aliases.yaml, or leave it out',
    );
    expect(said).toContain("  row 1991: the same work in the same issue as row 12");
  });

  it("leaves a newsletter that can be published, with every entry in it", () => {
    const { entries, issues } = readContent(folder.content);
    expect(issues).toHaveLength(170);
    expect(entries.length).toBe(Number(/entries: (\d+) new/.exec(said[1] ?? "")?.[1]));
    // Nothing that was there is lost.
    expect(folder.read("issues/001/index.md")).toBe(before["issues/001/index.md"]);
    expect(folder.read("people.yaml")).toContain(before["people.yaml"]);
  });

  it("lets nothing run and nothing load", () => {
    const nodes = readContent(folder.content).entries.flatMap(({ body }) =>
      nodesOf(parseBody(body, "md")),
    );
    const html = nodes.flatMap((node) => (node.type === "html" ? [node.value] : []));
    expect(new Set(html)).toEqual(new Set(["<sub>", "</sub>"]));
    const links = nodes.flatMap((node) => (node.type === "link" ? [node.url] : []));
    expect(links.filter((url) => !/^(?:https:|\.\.\/)/.test(url))).toEqual([]);
    expect(nodes.filter(({ type }) => type === "image")).toEqual([]);
  });

  it("changes nothing when it comes a second time", async () => {
    const once = folder.everything();
    const again = await folder.run(folder.file("archive.csv", asCsv(rows)));
    expect(again[1]).toMatch(/^entries: 0 new, 0 replaced, \d{4} as they were, 0 kept$/);
    expect(folder.everything()).toEqual(once);
  });
});

describe("a few rows", () => {
  const rows = madeArchive().rows.slice(0, 40);
  let folder: ImportFolder;
  beforeEach(() => {
    folder = importFolder();
    folder.write("aliases.yaml", rhythm);
  });
  afterEach(() => folder.remove());

  async function imported(name = "a.csv", text: string | Uint8Array = asCsv(rows)) {
    const path = folder.file(name, text);
    await folder.run(path);
    await folder.run(path);
    return path;
  }

  it("come out of a spreadsheet file, with the links of its cells, as out of comma-separated values", async () => {
    await imported();
    const fromCsv = folder.everything();
    folder.remove();
    folder = importFolder();
    folder.write("aliases.yaml", rhythm);
    await imported("a.xlsx", asXlsx(rows));
    expect(folder.everything()).toEqual(fromCsv);
    expect(Object.values(fromCsv).join("")).toContain("url: https://example.org/work/4\n");
  });

  it.each([";", "\t"])("may be parted by %j", async (mark) => {
    const cells: Readonly<Record<string, string>> = {
      Title: "Wind",
      Authors: "Ada Lovelace",
      Category: "Bounds",
      Email: "AN #9",
    };
    const row = columns.map((head) => cells[head] ?? "");
    await imported("a.csv", `${columns.join(mark)}\n${row.join(mark)}\n`);
    expect(folder.read("issues/009/wind.md")).toContain("title: Wind\n");
  });

  it("in another encoding are refused, no letter is lost", async () => {
    const text = asCsv(rows).replace("Ada", "Adé");
    const before = folder.everything();
    await expect(imported("a.csv", Buffer.from(text, "latin1"))).rejects.toThrow(
      "a.csv is no text in UTF-8; save it in that encoding and import it again",
    );
    expect(folder.everything()).toEqual(before);
  });

  it("that an open quote has run together are told of", async () => {
    const open = `${columns.join(",")}\n${'"A",'.repeat(13)}"B\n${'"C",'.repeat(13)}"D"\n`;
    const path = folder.file("a.csv", open);
    await folder.run(path);
    expect((await folder.run(path)).join("\n")).toContain("row 2: cells beyond the last column");
  });

  it("never take the place of what somebody has written, unless told to", async () => {
    const path = await imported();
    const [file = "", text = ""] =
      Object.entries(folder.everything()).find(([name]) => name.endsWith("-part-4.md")) ?? [];
    folder.write(file, `${text}\nMy own words.\n`);
    const said = await folder.run(path);
    expect(said.at(-1)).toBe(`  ${file}`);
    expect(folder.read(file)).toContain("My own words.");
    const forced = await folder.run(path, { force: true });
    expect(forced[1]).toContain("1 replaced");
    expect(folder.read(file)).toBe(text);
  });

  it("find an entry of the same work that has another address", async () => {
    const own = entryText("Sorting kites", "url: https://example.org/work/1\n", "My own.\n");
    folder.write("issues/001/kites.mdx", own);
    await imported();
    expect(folder.read("issues/001/kites.mdx")).toBe(own);
    const same = Object.entries(folder.everything()).filter(([, text]) =>
      text.includes("url: https://example.org/work/1\n"),
    );
    expect(same.map(([path]) => path)).toEqual(["issues/001/kites.mdx"]);
  });

  it("follow the aliases as the author corrects them", async () => {
    const path = folder.file("a.csv", asCsv(rows));
    await folder.run(path);
    folder.write(
      "aliases.yaml",
      folder.read("aliases.yaml").replace("Flo: [ Flo Brandt ]", "Flo: [ Florence Brandt ]"),
    );
    await folder.run(path);
    expect(folder.read("people.yaml")).toContain("florence-brandt:");
    expect(folder.read("aliases.yaml")).toContain(rhythm.trim());
  });

  it("of an issue without a day have no place, and say where to give it", async () => {
    folder.write("aliases.yaml", "{}\n");
    await folder.run(folder.file("a.csv", asCsv(rows)));
    const said = await folder.run(folder.file("a.csv", asCsv(rows)));
    expect(said).toContain("  row 14: issue 2 has no date; give it under issues in aliases.yaml");
  });
});

it.each([
  [
    "nothing",
    [],
    "name one file or folder to import; usage: npm run import -- <file or folder> [--force]",
  ],
  [
    "a file that is not there",
    ["nowhere.csv"],
    "there is no file nowhere.csv; name the one to import",
  ],
  ["a file of another kind", ["package.json"], "package.json is of no kind that can be imported"],
  ["a table of something else", ["test/fixtures/other.csv"], 'has no column "Category"'],
])("refuses %s in one sentence", (_, words, sentence) => {
  const folder = importFolder();
  const other = folder.file("other.csv", "a,b\n1,2\n");
  const { status, stderr } = spawnSync(
    process.execPath,
    ["scripts/import.ts", ...words.map((word) => (word.endsWith("other.csv") ? other : word))],
    { env: environment(folder.content), encoding: "utf8" },
  );
  folder.remove();
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(status).toBe(1);
});

it.each([
  ["nowhere/a.csv", "there is no such file or folder; name one that is there"],
  ["package.json/a.csv", "a part of it is a file, no folder; name another place"],
])("exports to %s with one sentence and no temporary name in it", (file, sentence) => {
  const folder = importFolder();
  const { status, stderr } = spawnSync(process.execPath, ["scripts/export.ts", file], {
    env: environment(folder.content),
    encoding: "utf8",
  });
  folder.remove();
  expect(stderr).toBe(`${file}: ${sentence}\n`);
  expect(status).toBe(1);
});
