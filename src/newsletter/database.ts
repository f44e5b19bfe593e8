import { absolute, entryPath } from "./addresses.ts";
import type { Archive } from "./archive.ts";

/** One entry as a row of the database. */
export interface Row {
  readonly id: string;
  readonly issue: number;
  readonly date: string;
  readonly title: string;
  readonly authors: string;
  readonly venue: string;
  readonly year: string;
  readonly url: string;
  readonly section: string;
  readonly category: string;
  readonly highlight: string;
  readonly respondsTo: string;
  readonly summarisedBy: string;
  readonly opinionsBy: string;
  readonly gist: string;
  readonly linkOnly: string;
  readonly experiments: string;
  readonly corrections: string;
  readonly address: string;
}

const names = (people: readonly { readonly name: string }[]): string =>
  people.map(({ name }) => name).join("; ");

/** Every entry in reading order, newest issue first. Lists are joined by `; `, truth is `yes` or empty. */
export function databaseRows({ newsletter, issues }: Archive): Row[] {
  return issues.flatMap((issue) =>
    issue.entries.map((entry) => ({
      id: entry.id,
      issue: issue.number,
      date: issue.date,
      title: entry.title,
      authors: names(entry.authors) + (entry.andOthers ? " et al." : ""),
      venue: entry.venue ?? "",
      year: entry.published === undefined ? "" : String(entry.published).slice(0, 4),
      url: entry.url ?? "",
      section: entry.category.section,
      category: entry.category.title,
      highlight: entry.highlight ? "yes" : "",
      respondsTo: entry.respondsTo ?? "",
      summarisedBy: names(entry.summarisedBy),
      opinionsBy: names(entry.opinionsBy),
      gist: entry.gist ?? "",
      linkOnly: entry.isLinkOnly ? "yes" : "",
      experiments: entry.experiments.join("; "),
      corrections: entry.corrections
        .map(({ date, kind, text }) => `${date} ${kind}: ${text}`)
        .join("; "),
      address: absolute(newsletter, entryPath(entry.id)),
    })),
  );
}

const columns = [
  "id",
  "issue",
  "date",
  "title",
  "authors",
  "venue",
  "year",
  "url",
  "section",
  "category",
  "highlight",
  "respondsTo",
  "summarisedBy",
  "opinionsBy",
  "gist",
  "linkOnly",
  "experiments",
  "corrections",
  "address",
] as const satisfies readonly (keyof Row)[];

/** Rows as comma-separated values (RFC 4180) with a header line; a cell that a spreadsheet would run as a formula opens with an apostrophe. */
export function toCsv(rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(String(row[column]))).join(","));
  return [columns.join(","), ...lines].join("\r\n").concat("\r\n");
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
