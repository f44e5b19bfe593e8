import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, it } from "vitest";

import { databaseRows, type Row, toCsv } from "#newsletter/database.ts";

import { entryText, sampleArchive } from "./sample.ts";

const archive = sampleArchive({
  "issues/001/a.md": entryText(
    '"Commas, quotes \\"and\\" 数"',
    "andOthers: true\nvenue: ICML\npublished: 2024-05-06\nhighlight: true\nurl: https://example.org/a\nsummarisedBy: [Grace Hopper, A. Lovelace]\ngist: =SUM(A1)\n",
    ':::opinion{by="Grace Hopper"}\nGood.\n:::\n',
  ),
  "issues/001/b.md": entryText("Link", "respondsTo: 001/a\n"),
});

it("has a row an entry in reading order, lists joined and truth as yes", () => {
  const [first, second] = databaseRows(archive);
  expect(first).toEqual({
    id: "001/a",
    issue: 1,
    date: "2026-02-01",
    title: 'Commas, quotes "and" 数',
    authors: "Ada Lovelace et al.",
    venue: "ICML",
    year: "2024",
    url: "https://example.org/a",
    section: "Theory",
    category: "Bounds",
    highlight: "yes",
    respondsTo: "",
    summarisedBy: "Grace Hopper; Ada Lovelace",
    opinionsBy: "Grace Hopper",
    gist: "=SUM(A1)",
    linkOnly: "",
    experiments: "",
    corrections: "",
    address: "https://example.org/notes/issues/001/a/",
  });
  expect(second).toMatchObject({
    id: "001/b",
    respondsTo: "001/a",
    linkOnly: "yes",
    highlight: "",
  });
});

it("is read back by another reader as it was written, formulas made harmless", () => {
  const [first] = parse<Record<string, string>>(toCsv(databaseRows(archive)), {
    columns: true,
    record_delimiter: "\r\n",
  });
  expect(first).toMatchObject({ title: 'Commas, quotes "and" 数', issue: "1", gist: "'=SUM(A1)" });
});

it("is a header alone without entries", () => {
  expect(parse(toCsv([]))).toEqual([Object.keys(databaseRows(archive)[0] ?? {})]);
});

it("keeps every text whole through the file, whatever it holds", () => {
  const [sample] = databaseRows(archive);
  if (sample === undefined) throw new Error("no row");
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom(",", '"', "\n", "\r", "\r\n", "=", "a", " ", "'", "\t", "-"))
      .map((parts) => parts.join("")),
  );
  const row = fc.record({ title: text, gist: text, authors: text, issue: fc.nat() });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (changes) => {
      const rows: Row[] = changes.map((change) => ({ ...sample, ...change }));
      const read = parse<Record<string, string>>(toCsv(rows), {
        columns: true,
        record_delimiter: "\r\n",
      });
      expect(read).toEqual(
        rows.map((written) =>
          Object.fromEntries(
            Object.entries(written).map(([name, value]: [string, string | number]) => [
              name,
              String(value).replace(/^(?=[=+\-@\t\r])/, "'"),
            ]),
          ),
        ),
      );
    }),
  );
});
