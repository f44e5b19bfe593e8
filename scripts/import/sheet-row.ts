/** Columns of a newsletter's database, as the sheet heads them. */
export const columns = [
  "Category",
  "Highlight?",
  "Title",
  "Authors",
  "Venue",
  "Year",
  "H/T",
  "Email",
  "Summarizer",
  "Summary",
  "My opinion",
  "Prerequisites",
  "Read more",
  "URL",
] as const;
export type Column = (typeof columns)[number];

/** One row of the sheet; a cell that is not there is an empty text. */
export interface SheetRow {
  /** Its number in the sheet, from 1, the heads included. */
  readonly number: number;
  readonly cells: Readonly<Record<Column, string>>;
  /** Where cells lead to that are links as a whole. */
  readonly links: Readonly<Partial<Record<Column, string>>>;
}

/** A sheet as its cells, row by row; `links` holds addresses by `row:column`, both from 0. */
export interface Sheet {
  readonly rows: readonly (readonly string[])[];
  readonly links: ReadonlyMap<string, string>;
}

/** The rows under the heads, empty ones left out; throws a sentence when heads are missing. */
export function sheetRows({ rows, links }: Sheet): SheetRow[] {
  const head = rows.findIndex((row) => row.some((cell) => headKey(cell) === "title"));
  const keys = (rows[head] ?? []).map(headKey);
  const missing = columns.filter((column) => !keys.includes(headKey(column)));
  if (missing.length > 0) {
    throw new Error(
      `the sheet has no column ${missing.map((column) => `"${column}"`).join(", ")}; its first row must name ${columns.join(", ")}`,
    );
  }
  return rows.slice(head + 1).flatMap((row, i): SheetRow[] => {
    const read = columns.map((column) => {
      const at = keys.indexOf(headKey(column));
      const link = links.get(`${head + 1 + i}:${at}`);
      return { column, ...cellOf(row[at] ?? "", link) };
    });
    if (read.every(({ text }) => text === "")) return [];
    const cells = Object.fromEntries(read.map(({ column, text }) => [column, text]));
    const addresses = read.flatMap(({ column, link }) =>
      link === undefined ? [] : [[column, link]],
    );
    return [
      {
        number: head + 2 + i,
        cells: cells as Record<Column, string>,
        links: Object.fromEntries(addresses) as Partial<Record<Column, string>>,
      },
    ];
  });
}

/** Heads of the columns that say something and have no place here. */
export function foreignColumns({ rows }: Sheet): string[] {
  const head = rows.findIndex((row) => row.some((cell) => headKey(cell) === "title"));
  const known = new Set(columns.map(headKey));
  return (rows[head] ?? []).filter(
    (cell, at) =>
      cell.trim() !== "" &&
      !known.has(headKey(cell)) &&
      rows.slice(head + 1).some((row) => (row[at] ?? "").trim() !== ""),
  );
}

/** Numbers of the rows that say something beyond the last head, as where a quote is not closed. */
export function overlongRows({ rows }: Sheet): number[] {
  const head = rows.findIndex((row) => row.some((cell) => headKey(cell) === "title"));
  const width = rows[head]?.length ?? 0;
  return rows.flatMap((row, i) =>
    i > head && row.slice(width).some((cell) => cell.trim() !== "") ? [i + 1] : [],
  );
}

/** A head without case, spaces and marks, to compare it by. */
export function headKey(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z/]/g, "");
}

/** A cell's text without what a spreadsheet adds: a link written as formula, an apostrophe before what would else be one. */
function cellOf(raw: string, link: string | undefined): { text: string; link?: string } {
  const text = tidy(raw);
  const [, url, shown] =
    /^=HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)$/i.exec(text) ?? [];
  if (url !== undefined) {
    const address = url.replaceAll('""', '"');
    return { text: (shown ?? address).replaceAll('""', '"'), link: address };
  }
  const plain = text.replace(/^'(?=[=+\-@])/, "");
  return link === undefined ? { text: plain } : { text: plain, link };
}

/** One kind of line end, no control characters, nothing around. */
function tidy(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(/(?![\n\t])\p{Cc}|\uFEFF|\p{Cs}/gu, "")
    .trim();
}
