/** Corrections are records: an import keeps those that its format can carry, and tells of the others. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";

import type { Correction } from "#newsletter/schemas.ts";

import { readContent } from "../../scripts/content.ts";
import { readPost } from "../../scripts/import/front-matter-kinds.ts";
import { entryText } from "../newsletter/sample.ts";
import { asCsv } from "./archive-sheet.ts";
import { type ImportFolder, importFolder } from "./import-folder.ts";
import { environment } from "./project.ts";

const corrections: readonly Correction[] = [
  { date: "2026-03-09", kind: "correction", text: "44 %, not 34 %.", by: "Ada Lovelace" },
  {
    date: "2026-03-10",
    kind: "clarification",
    text: "Of all labels.",
    where: "44 % of the labels",
  },
  { date: "2026-03-11", kind: "update", text: "There is “code” now: <here> & {there}." },
  { date: "2026-03-12", kind: "retraction", text: "None of it holds." },
];
const post = (list: readonly unknown[], more: object = {}): string =>
  `---\n${stringify({ title: "Kites", date: "2026-03-04", number: 5, ...more, corrections: list })}---\nIt is 44 % of *the labels*.\n`;

let folder: ImportFolder;
beforeEach(() => {
  folder = importFolder();
});
afterEach(() => folder.remove());

const issueFive = () => readContent(folder.content).issues.find(({ data }) => data.number === 5);

describe("the corrections of an issue’s front matter", () => {
  it("come along as they are, whatever they hold", () => {
    const line = fc.stringMatching(/^[!-~À-ž“”](?:[ -~À-ž“”]{0,30}[!-~À-ž“”])?$/);
    const record: fc.Arbitrary<Correction> = fc.record(
      {
        date: fc
          .date({ min: new Date("2000-01-01"), max: new Date("2026-01-01"), noInvalidDate: true })
          .map((day) => day.toISOString().slice(0, 10)),
        kind: fc.constantFrom("correction", "clarification", "update"),
        text: line,
        by: line,
        where: line,
      },
      { requiredKeys: ["date", "kind", "text"] },
    );
    fc.assert(
      fc.property(fc.array(record), (list) => {
        const read = readPost(post(list), "kites.md");
        expect(read.corrections).toEqual(list);
        expect(read.leftOut).toEqual([]);
      }),
    );
  });

  it("stand in the issue’s file, under the names of this newsletter, and stay on a second import", async () => {
    const path = folder.file(
      "kites.md",
      post(corrections.map((one) => ("by" in one ? { ...one, by: "A. Lovelace" } : one))),
    );
    await folder.run(path);
    expect(issueFive()?.data.corrections).toEqual(corrections);
    const once = folder.everything();
    const again = await folder.run(path, { force: true });
    expect(again).toContain("issues: 0 new, 0 replaced, 1 as they were, 0 kept");
    expect(folder.everything()).toEqual(once);
  });

  it("join those that somebody has added here, and do not take their place", async () => {
    const path = folder.file("kites.md", post(corrections.slice(0, 1)));
    await folder.run(path);
    const file = "issues/005/index.md";
    const own = { date: "2026-04-01", kind: "update", text: "Our own." };
    folder.write(file, post([...corrections.slice(0, 1), own], { gist: "Kites." }));
    await folder.run(path, { force: true });
    expect(issueFive()?.data.corrections).toEqual([own, ...corrections.slice(0, 1)]);
  });

  it("make a person of whom nobody knew", async () => {
    await folder.run(folder.file("kites.md", post([{ ...corrections[0], by: "Mina Orr" }])));
    expect(folder.read("people.yaml")).toContain("name: Mina Orr");
    expect(issueFive()?.data.corrections[0]?.by).toBe("Mina Orr");
  });

  it("are told one by one where they are none", async () => {
    const said = await folder.run(
      folder.file("kites.md", post(["a slip", { text: "no day" }, corrections[0]])),
    );
    expect(said.filter((line) => line.includes("kites.md: correction"))).toEqual([
      '  kites.md: correction 1: the record: a group of fields, each as name: value, is expected, not "a slip"',
      "  kites.md: correction 2: date: missing; add it to the record",
    ]);
    expect(issueFive()?.data.corrections).toEqual(corrections.slice(0, 1));
  });
});

describe("a database, which has no column for corrections,", () => {
  const row = {
    Category: "Bounds",
    Title: "Kites",
    Authors: "Ada Lovelace",
    Email: "AN #1",
    Summarizer: "Ada Lovelace",
    Summary: "It is 44 % of the labels.",
    URL: "https://example.org/kites",
  };
  const fields = (more: object): string => stringify({ category: "bounds", url: row.URL, ...more });

  it("leaves those of an entry that is there, with its gist and draft mark, when it is written anew", async () => {
    const kept = { gist: "On kites.", draft: true, corrections: corrections.slice(0, 3) };
    folder.write("issues/001/kites.md", entryText("Kites", fields(kept), "44 % of the labels.\n"));
    await folder.run(folder.file("a.csv", asCsv([row])), { force: true });
    const [entry] = readContent(folder.content).entries;
    expect(entry?.body.trim()).toContain("It is 44 % of the labels.");
    expect(entry?.data).toMatchObject(kept);
  });

  it("does not touch an entry whose correction names words that it no longer says", async () => {
    const own = entryText(
      "Kites",
      fields({ corrections: [{ ...corrections[1], where: "34 % of the labels" }] }),
      "34 % of the labels.\n",
    );
    folder.write("issues/001/kites.md", own);
    const said = await folder.run(folder.file("a.csv", asCsv([row])), { force: true });
    expect(said.join("\n")).toContain('row 2: corrections: no paragraph says "34 % of the labels"');
    expect(folder.read("issues/001/kites.md")).toBe(own);
  });

  it("is told of by name where it has a column more", async () => {
    const [heads = "", ...others] = asCsv([row]).split("\r\n");
    const csv = [`${heads},"Corrections"`, ...others.map((line) => `${line},"a slip"`)].join(
      "\r\n",
    );
    const said = await folder.run(folder.file("a.csv", csv));
    expect(said).toContain("  a.csv: columns without a place here: Corrections");
  });

  it("is written with a list of what it leaves behind", () => {
    folder.write(
      "issues/001/kites.md",
      entryText("Kites", stringify({ gist: "On kites.", corrections }), "44 % of the labels.\n"),
    );
    folder.write("issues/001/answer.md", entryText("No", "respondsTo: 001/kites\n", "No.\n"));
    const { stdout, status } = spawnSync(
      process.execPath,
      ["scripts/export.ts", join(folder.content, "..", "a.csv")],
      { env: environment(folder.content), encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(1, -1)).toEqual([
      "no column for corrections: 4",
      ...corrections.map(({ kind, date }) => `  issues/001/kites.md: ${kind} of ${date}`),
      "no column for what entries respond to: 1",
      "  issues/001/answer.md: 001/kites",
      "no column for gists of entries: 1",
      "  issues/001/kites.md",
      "no column for openings of issues: 1",
      "  issues/001/index.md",
    ]);
  });
});
