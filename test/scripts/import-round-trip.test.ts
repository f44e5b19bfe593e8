import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, it } from "vitest";

import { bodyProblems } from "#newsletter/body-problems.ts";
import { type ContentFile, readContentFiles } from "#newsletter/content.ts";

import { type Aliases, noAliases } from "../../scripts/import/aliases.ts";
import { archiveRows, rowsAsCsv } from "../../scripts/import/archive-rows.ts";
import { placeDrafts } from "../../scripts/import/place.ts";
import { safeProse } from "../../scripts/import/prose.ts";
import { rowDraft } from "../../scripts/import/row-draft.ts";
import { sheetRows } from "../../scripts/import/sheet-row.ts";
import { sampleFiles } from "../newsletter/sample.ts";

const aliases: Aliases = {
  ...noAliases,
  opinionBy: "Grace Hopper",
  rhythm: { number: 1, date: "2018-04-09", days: 7 },
};
const options = { today: "2026-11-25" };

/** The newsletter's files after an import of a database, read from comma-separated values. */
function imported(csv: string, there: readonly ContentFile[]): ContentFile[] {
  const { source } = readContentFiles(there);
  if (source === undefined) throw new Error("the sample is broken");
  const cells: string[][] = parse(csv, { relax_column_count: true });
  const drafts = sheetRows({ rows: cells, links: new Map() }).map(rowDraft);
  const plan = placeDrafts(drafts, [], aliases, { source, files: there, options, force: false });
  expect(plan.unplaced).toEqual([]);
  const added = [...plan.settings, ...plan.openings, ...plan.entries];
  const paths = new Set(added.map(({ path }) => path));
  return [...there.filter(({ path }) => !paths.has(path)), ...added];
}

function exported(files: readonly ContentFile[]): ReturnType<typeof archiveRows> {
  const { source, problems } = readContentFiles(files, options);
  expect(problems).toEqual([]);
  if (source === undefined) throw new Error("the import broke the newsletter");
  return archiveRows(source);
}

const title = (i: number): string =>
  `Work no. ${i}, “on” <x> & {y}`.replace(i % 2 === 0 ? / <.*$/ : /^$/, "");

/** Paragraphs of the given words, with references among them. */
const prose = (words: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(
      fc
        .array(
          fc.oneof(
            { weight: 4, arbitrary: words },
            fc.nat(5).map((i) => `<@${title(2 * i)}@>`),
            fc.nat(5).map((i) => `<@some words@>(@${title(2 * i)}@)`),
          ),
          { minLength: 1, maxLength: 6 },
        )
        .map((parts) => parts.join(" ").trim()),
      { maxLength: 3 },
    )
    .map((paragraphs) => paragraphs.filter((text) => text !== "").join("\n\n"));

const database = (words: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.record({
        Category: fc.constantFrom("Bounds", "Proofs", "Training"),
        "Highlight?": fc.constantFrom("", "Highlight"),
        Authors: fc.constantFrom("Ada Lovelace", "Ada Lovelace, Zoë Núñez", "王小明 et al"),
        Venue: fc.constantFrom("", "ICML", "A: venue"),
        Year: fc.constantFrom("", "2017", "2018-01-02"),
        "H/T": fc.constantFrom("", "Flo"),
        issue: fc.integer({ min: 1, max: 3 }),
        Summarizer: fc.constantFrom("", "Grace Hopper", "Ada Lovelace, Grace Hopper"),
        Summary: prose(words),
        "My opinion": prose(words),
        Prerequisites: fc.constantFrom("", "A title", "[A](https://example.org/a); B"),
        "Read more": fc.constantFrom(
          "",
          "[Two [2\\]](https://example.org/b)".replace("[2", "\\[2"),
          "https://example.org/c",
        ),
        URL: fc.constantFrom("", "https://example.org/?a=b&c=%20d"),
      }),
      // The references above are to these.
      { minLength: 11, maxLength: 14 },
    )
    .map((rows) =>
      rows
        .map(({ issue, ...row }, i) => ({ ...row, Title: title(i), Email: `AN #${issue}` }))
        .toSorted((a, b) => (a.Email < b.Email ? -1 : a.Email > b.Email ? 1 : 0)),
    );

const plain = fc.constantFrom(
  "word",
  "$5",
  "a_{k+1}",
  "<o, a, o'>",
  "10^56",
  "{x}",
  "(AN #1)",
  "*em*",
  "“q”",
  "12:30",
  "a:b",
  ":x[y]",
  "`c{d}`",
  "import",
  "export",
  "=SUM(A1)",
  "[a](https://example.org/x_y)",
  "x < y",
  ":::",
  "— 数",
  "'",
);

it("gives a database back word for word, whatever its text holds", () => {
  fc.assert(
    fc.property(database(plain), (rows) => {
      expect(exported(imported(rowsAsCsv(rows), sampleFiles({})))).toEqual(rows);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

const wild = fc.oneof(
  plain,
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom(
    "<b>",
    "</b>",
    "<script>",
    "\\",
    "\\{",
    "`",
    "```",
    "_",
    "**",
    "[",
    "](",
    ")",
    "#",
    "> ",
    "- ",
    "&lt;",
    "<!--",
    "<Demo />",
    "    ",
    "\n",
    "{/*",
    "~~~",
    "---",
    "<https://a.example/>",
    "@>",
  ),
);

it("stays as it is on a second way through the database, also where the first had to change it", () => {
  fc.assert(
    fc.property(database(wild), (rows) => {
      const once = imported(rowsAsCsv(rows), sampleFiles({}));
      const twice = imported(rowsAsCsv(exported(once)), sampleFiles({}));
      expect(twice).toEqual(once);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

it("makes of any text prose that is sound in Markdown and in MDX", () => {
  fc.assert(
    fc.property(
      fc.array(wild).map((parts) => parts.join("")),
      (text) => {
        const written = safeProse(text);
        expect([...bodyProblems(written, "md"), ...bodyProblems(written, "mdx")]).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

it.each([
  ["We map <state> to <action> here.", String.raw`We map \<state> to \<action> here.`],
  ["<state>\nopens a line.", "\\<state>\nopens a line."],
  ["<b>Bold</b> and <s>, in code `<t>`.", String.raw`**Bold** and \<s>, in code \`<t>\`.`],
  ["<p>If x &lt;y&gt; z.</p>", String.raw`If x \<y> z.`],
])("keeps words in angle brackets that only look like tags: %s", (text, written) => {
  expect(safeProse(text)).toBe(written.replaceAll("\\`", "`"));
});

it("makes a link of what plays within a foreign page", () => {
  expect(safeProse('<iframe src="https://example.org/film"></iframe>')).toBe(
    "[https://example.org/film](https://example.org/film)",
  );
});
