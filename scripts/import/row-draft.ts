import type { Draft } from "./draft.ts";
import type { Column, SheetRow } from "./sheet-row.ts";

/** A row of the database as an entry to be placed. */
export function rowDraft({ number, cells, links }: SheetRow): Draft {
  const linked = (column: Column): string => {
    const link = links[column];
    const text = cells[column];
    return link === undefined || text === "" || text === link
      ? (link ?? text)
      : `[${text.replaceAll(/[[\]]/g, String.raw`\$&`)}](${link})`;
  };
  const opinion = cells["My opinion"];
  return {
    from: `row ${number}`,
    issue: cells.Email,
    title: cells.Title,
    url: links.URL ?? (cells.URL === "" ? (links.Title ?? "") : cells.URL),
    authors: cells.Authors,
    venue: cells.Venue,
    year: cells.Year,
    hatTip: cells["H/T"],
    category: cells.Category,
    highlight: !/^(?:|no|n|false|0|-)$/i.test(cells["Highlight?"]),
    summarisers: cells.Summarizer,
    summary: cells.Summary,
    opinions: opinion === "" ? [] : [{ text: opinion }],
    prerequisites: linked("Prerequisites"),
    readMore: linked("Read more"),
  };
}
