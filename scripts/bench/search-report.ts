import type { SearchTimes } from "./search.ts";
import { number, table } from "./table.ts";
import { median } from "./works.ts";

/** How fast the search and the database's filter answer, in Markdown. */
export function searchSection({ entries, first, ready, further, filter }: SearchTimes): string {
  return [
    "## Search and database",
    `From the letters in the field to the picture that shows an answer, in headless Chromium over ${entries} entries; milliseconds.`,
    table(
      ["", "median", "lowest", "highest"],
      [
        timesRow("asked as soon as the page shows, nothing loaded before", first),
        timesRow("first question, the index opened meanwhile", ready),
        timesRow("a further question", further),
        timesRow("a letter in the database’s filter", filter),
      ],
    ),
  ].join("\n\n");
}

function timesRow(name: string, times: readonly number[]): string[] {
  return [name, number(median(times)), number(Math.min(...times)), number(Math.max(...times))];
}
