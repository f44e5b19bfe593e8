/** A made-up archive of 2,000 rows in the form of a newsletter's database, with everything that makes a real one hard to read. */
import { strToU8, zipSync } from "fflate";

import { columns } from "../../scripts/import/sheet-row.ts";

export type Cells = Partial<Record<(typeof columns)[number], string>>;

/** Rows with what the import must make of them; the counts are those of how the rows were made. */
export interface MadeArchive {
  readonly rows: readonly Cells[];
  readonly counts: Readonly<
    Record<
      | "untitled"
      | "withoutIssue"
      | "twins"
      | "withoutAuthor"
      | "withoutCategory"
      | "badYears"
      | "badAddresses"
      /** References to entries and issues that are there. */
      | "references"
      | "dangling"
      | "ambiguous"
      /** Pages of the old host that nothing tells of. */
      | "unknownPages",
      number
    >
  >;
}

const issueCount = 170;

const topics = "kites tides looms bells lenses mosses gears rivers maps clocks".split(" ");
const doings = "Sorting Weighing Mending Naming Counting Tracing Folding".split(" ");
const summarisers = [
  "Rohin",
  "Richard",
  "Flo",
  "Asya/Rohin",
  "Rohin and Richard",
  "rohin wade",
  "",
];
const authors = [
  "Ada Lovelace*, Grace Hopper*, et al",
  "Rohin Wade",
  "Richard Moss, Flo Brandt and Asya Lind",
  "José García",
  "Jose Garcia; Ada Lovelace",
  "Flo Brandt & Asya Lind†",
  "Mina K. Orr",
  "Mina Orr",
  "王小明",
];
const categories = [
  "Bounds",
  "bounds",
  "Training",
  "Miscellaneous (Alignment)",
  "Miscellaneous (alignment)",
  "Deep learning",
];

/** Prose that a page would misread if it stood there as it is. */
const hostile = [
  "It moved from $5 to $10 a plate, and back to $7.",
  "A history is <o, a, o'>, and the next state is a_{k+1} for k < 3.",
  "Some 10^56 of them, {as the author says}, at 12:30 or a:b.",
  "<script>alert('no')</script>Bold <b>words</b> and <i>thin</i> ones, x<sub>i</sub>.",
  ":::warning\nno directive\n:::\n::video\nA :note[word].",
  "import nothing from here\n\n    indented {code}\n\n<https://example.org/plain>",
  "He wrote “curly” quotes\u0000 and a lone \\{ brace.",
  "First\n=====\n\n# Second\n\n<!-- hidden -->- a list\n- of two",
];

const ordinary = 1984;

/** The same rows each time. */
export function madeArchive(): MadeArchive {
  const counts = { references: 0, dangling: 0, ambiguous: 0, unknownPages: 0 };
  const rows = Array.from({ length: ordinary }, (_, i) => {
    const prose = i % 13 < 3 ? [] : [`What part ${i} says about ${pick(topics, i)}.`];
    /** A sentence, where there is a summary for it. */
    const say = (isSaid: boolean, sentence: string, kind: keyof typeof counts): void => {
      if (!isSaid || prose.length === 0) return;
      prose.push(sentence);
      counts[kind] += 1;
    };
    if (prose.length > 0) prose.push(pick(hostile, i));
    const page = "https://mail.example.com";
    const old = issueOf(i - 100);
    say(i % 5 === 0 && i > 0, `It answers <@${titleOf(i - 1)}@>, and more.`, "references");
    say(i % 11 === 0 && i > 20, `See <@an older part@>(@${titleOf(i - 20)}@).`, "references");
    say(i % 97 === 0, `Nobody wrote <@A treatise on nothing ${i}@>.`, "dangling");
    say(
      i % 19 === 0 && i > 100,
      `As said ([AN #${old}](${page}/an-${old}?e=abc${i})).`,
      "references",
    );
    say(i % 190 === 96, `More [there](${page}/an-${issueOf(185)}?utm_source=x).`, "references");
    say(i % 1000 === 778, `And in [a lost one](${page}/an-lost).`, "unknownPages");
    say(i % 101 === 50, `Compare ${titleOf(i - 30)} (AN #${issueOf(i - 30)}).`, "references");
    say(i === 1980, "Again <@A title that stands twice@>.", "ambiguous");
    if (i % 70 === 0) counts.references += 1;
    return {
      Category: pick(categories, i),
      "Highlight?": i % 7 === 0 ? "Highlight" : "",
      Title: titleOf(i),
      Authors: pick(authors, i),
      Venue: i % 3 === 0 ? "arXiv" : "",
      Year: i % 4 === 0 ? "2018" : "",
      "H/T": i % 100 === 1 ? "Zoë Quist" : "",
      Email: `AN #${issueOf(i)}`,
      Summarizer: pick(summarisers, i),
      Summary: prose.join("\n\n"),
      "My opinion": i % 2 === 0 ? `I think {so}, for ${pick(topics, i)}.` : "",
      Prerequisites: i % 70 === 0 ? `<@${titleOf(i + 1)}@>` : "",
      "Read more": pick(["", `A bare title of ${i}`, `[Paper](https://example.org/${i}p)`], i),
      URL: i % 9 === 0 ? "" : `https://example.org/work/${i}`,
    };
  });
  const plain = { Category: "Bounds", Title: "", Authors: "Ada Lovelace", Email: "AN #5" };
  const untitled: Cells[] = [plain, { ...plain, Summary: "Words without a title." }];
  const withoutIssue: Cells[] = ["Recon #4/#5", "N/A", ""].map((Email, i) => ({
    ...plain,
    Email,
    Title: `Adrift ${i}`,
  }));
  const twins: Cells[] = [10, 20].map((i) => ({ ...rows[i], Venue: "elsewhere" }));
  const withoutAuthor: Cells[] = [{ ...plain, Authors: "", Title: "By nobody" }];
  const withoutCategory: Cells[] = [{ ...plain, Category: "", Title: "Of no kind" }];
  const badYears: Cells[] = ["n.d.", "2018/19"].map((Year, i) => ({
    ...plain,
    Year,
    Title: `Undated ${i}`,
  }));
  const badAddresses: Cells[] = [{ ...plain, URL: "see the book", Title: "On paper" }];
  const sameTitle: Cells[] = [3, 4].map((issue) => ({
    ...plain,
    Title: "A title that stands twice",
    Email: `AN #${issue}`,
  }));
  // Two works of one title in one issue.
  const sameSlug: Cells[] = [1, 2].map((i) => ({
    ...plain,
    Title: "News",
    URL: `https://example.org/news/${i}`,
  }));
  const odd = {
    untitled,
    withoutIssue,
    twins,
    withoutAuthor,
    withoutCategory,
    badYears,
    badAddresses,
  };
  const sizes = Object.fromEntries(Object.entries(odd).map(([kind, some]) => [kind, some.length]));
  return {
    rows: [...rows, ...Object.values(odd).flat(), ...sameTitle, ...sameSlug],
    counts: { ...counts, ...sizes } as MadeArchive["counts"],
  };
}

function titleOf(i: number): string {
  return `${pick(doings, i)} ${pick(topics, i + Math.floor(i / 7))}, part ${i}`;
}

function issueOf(i: number): number {
  return 1 + Math.floor((i * issueCount) / ordinary);
}

function pick<T>(list: readonly T[], i: number): T {
  const one = list.at(i % list.length);
  if (one === undefined) throw new Error("an empty list");
  return one;
}

/** The rows as comma-separated values. */
export function asCsv(rows: readonly Cells[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return lines
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\r\n");
}

/** The rows as a spreadsheet file. Web addresses of the column URL are links on a cell that says "link", every other one as a formula; whole-cell links of "Read more" likewise. */
export function asXlsx(rows: readonly Cells[]): Uint8Array {
  const targets: { readonly cell: string; readonly url: string }[] = [];
  const sheetRows = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))].map(
    (cells, y) => {
      const written = cells.map((value, x) => {
        const cell = `${String.fromCodePoint(65 + x)}${y + 1}`;
        const [, words = "link", url] =
          /^(?:\[([^\]]*)\]\()?(https?:\/\/[^\s)]+)\)?$/.exec(value) ?? [];
        if (value === "") return "";
        if (url === undefined || y === 0) return inline(cell, value);
        if (y % 2 === 0) {
          return `<c r="${cell}" t="str"><f>HYPERLINK("${url}","${words}")</f><v>${words}</v></c>`;
        }
        targets.push({ cell, url });
        return inline(cell, words);
      });
      return `<row r="${y + 1}">${written.join("")}</row>`;
    },
  );
  const links = targets.map(({ cell }, i) => `<hyperlink ref="${cell}" r:id="l${i}"/>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = (parts: readonly string[]): string =>
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${parts.join("")}</Relationships>`;
  const files = {
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": relations([
      `<Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`,
    ]),
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Database" sheetId="1" r:id="s1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      `<Relationship Id="s1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
    ]),
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}" xmlns:r="${office}"><sheetData>${sheetRows.join("")}</sheetData>${links === "" ? "" : `<hyperlinks>${links}</hyperlinks>`}</worksheet>`,
    "xl/worksheets/_rels/sheet1.xml.rels": relations(
      targets.map(
        ({ url }, i) =>
          `<Relationship Id="l${i}" Type="${office}/hyperlink" Target="${xml(url)}" TargetMode="External"/>`,
      ),
    ),
  };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

function inline(cell: string, text: string): string {
  return `<c r="${cell}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
}

/** Text between tags; XML has no place for control characters. */
function xml(text: string): string {
  return text
    .replaceAll("\u0000", "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;");
}
