/** What the newsletter's databases say of its entries. */
import { parse } from "csv-parse/sync";
import { z } from "zod";

import type { ContentSource } from "#newsletter/check.ts";

import { archiveRows, rowsAsCsv } from "../../scripts/import/archive-rows.ts";
import { type Form, joined, ofMarkdown, ofText } from "./forms.ts";

type Cells = Readonly<Record<string, string>>;

/** The site's database, `.json` or `.csv`: the rows of those entries. */
export function ofDatabase(file: string, text: string, entries: readonly string[]): Form {
  return joined(
    rowsIn(file, text)
      .filter(({ id = "" }) => entries.includes(id))
      .map((row) => ofText(Object.values(row).join(" "))),
  );
}

/** What `npm run export` writes of an issue. */
export function ofExport(content: ContentSource, issue: string): Form {
  const number = content.issues.find(({ slug }) => slug === issue)?.data.number ?? 0;
  return joined(
    rowsIn("archive.csv", rowsAsCsv(archiveRows(content)))
      .filter(({ Email = "" }) => Email.endsWith(`#${number}`))
      .map((row) => ofExportedRow(row, content)),
  );
}

/** `<@words@>(@Title@)` leads to the entry of that title. */
function ofExportedRow(row: Cells, { newsletter, entries }: ContentSource): Form {
  const { URL = "", Summary = "", "My opinion": opinion = "", Summarizer = "", ...cells } = row;
  const linked = (cell: string): string =>
    cell
      .replaceAll(/<@([^@]+)@>(?!\(@)/g, "<@$1@>(@$1@)")
      .replaceAll(/<@([^@]+)@>\(@([^@]+)@\)/g, (_, words: string, title: string) => {
        const target = entries.find(({ data }) => data.title === title)?.id ?? "nowhere";
        return `[${words}](${newsletter.address}issues/${target}/)`;
      });
  return joined([
    ...[...Object.values(cells), Summary].map((cell) => ofMarkdown(linked(cell))),
    ofText(URL),
    // Whose an opinion is, the column of summarisers says.
    ofMarkdown(`${Summarizer}\n\n${linked(opinion)}`),
  ]);
}

/** The rows of a database by their columns’ names. */
function rowsIn(file: string, text: string): Cells[] {
  const rows: unknown = file.endsWith(".json") ? JSON.parse(text) : parse(text, { columns: true });
  return z.array(z.record(z.string(), z.coerce.string())).parse(rows);
}
