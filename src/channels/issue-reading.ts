import { archive, lookups } from "#archive.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { dayInWords } from "#newsletter/dates.ts";
import { word } from "#newsletter/words.ts";

import { entryProse, openingHtml } from "./feed-items.ts";
import type { Reading, ReadingPart } from "./reading-script.ts";

const { newsletter } = archive;

/** An issue as its reading script tells it: number, title, day and opening, then every entry under its title. */
export async function issueReading(issue: Issue): Promise<Reading> {
  const name = word(newsletter, "issue", { number: issue.number });
  const opening: ReadingPart = {
    opening: [
      `${newsletter.title}. ${name}: ${issue.title}`,
      dayInWords(issue.date, newsletter.language),
      issue.gist,
    ],
    html: await openingHtml(issue),
  };
  const entries = await Promise.all(
    issue.entries.map(async (entry) => ({
      opening: openingOf(entry),
      ...(entry.url !== undefined && { address: entry.url }),
      html: await entryProse(entry),
    })),
  );
  return {
    newsletter,
    parts: [opening, ...entries],
    end: word(newsletter, "endOf", { what: name }),
  };
}

/** Title and place, who wrote the work, whom it answers, who summarised it. */
function openingOf(entry: Entry): string[] {
  const names =
    entry.authors.map(({ name }) => name).join(", ") + (entry.andOthers ? " et al." : "");
  const year = entry.published === undefined ? [] : [String(entry.published).slice(0, 4)];
  const venue = entry.venue === undefined ? [] : [entry.venue];
  const answered = lookups.entries.get(entry.respondsTo ?? "");
  const summarisers = entry.summarisedBy.map(({ name }) => name).join(", ");
  return [
    entry.title,
    [word(newsletter, "writtenBy", { name: names }), ...venue, ...year].join(", "),
    ...(answered === undefined ? [] : [`${word(newsletter, "respondsTo")}: ${answered.title}`]),
    ...(summarisers === "" ? [] : [word(newsletter, "summarisedBy", { names: summarisers })]),
  ];
}
