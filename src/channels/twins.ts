import { archive } from "#archive.ts";
import { experiment, recorded, recordedFigures, stillPreset, verdicts } from "#experiments.ts";
import { numbersOf } from "#figures/numbers.ts";
import { absolute, entryPath, experimentPath, issuePath } from "#newsletter/addresses.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { workIds } from "#newsletter/work-ids.ts";

import { entryHtml, openingHtml } from "./feed-items.ts";

const { newsletter } = archive;

/** One recorded figure as plain data. */
interface TwinFigure {
  readonly title: string;
  readonly caption: string;
  /** What the picture shows; its absolute address; none of a table. */
  readonly alt: string;
  readonly picture?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A demo's recorded result: its figures, and each claim with its verdict. */
export interface TwinResult {
  readonly experiment: string;
  readonly title: string;
  readonly summary: string;
  readonly address: string;
  /** Where the whole result stands as JSON. */
  readonly result: string;
  readonly preset: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seeds: readonly number[];
  readonly digests: readonly string[];
  readonly claims: readonly {
    readonly sentence: string;
    readonly published: string;
    readonly source: string;
    readonly recorded: string;
    readonly verdict: string;
  }[];
  readonly figures: readonly TwinFigure[];
}

/** All that the model knows of an entry, its prose as portable HTML. */
export async function entryTwin(issue: Issue, entry: Entry) {
  const { formulas: _, wordCount, isLinkOnly, citedBy, opinions, category, ...facts } = entry;
  return {
    ...facts,
    address: absolute(newsletter, entryPath(entry.id)),
    newsletter: newsletter.title,
    licence: newsletter.licence.url,
    language: newsletter.language,
    number: issue.number,
    date: issue.date,
    ...workIds(entry.url),
    category: category.title,
    section: category.section,
    opinions: opinions.map(({ by, text }) => ({ by: by.name, text })),
    wordCount,
    isLinkOnly,
    citedBy: citedBy.map(({ id, ...one }) => ({
      ...one,
      address: absolute(newsletter, entryPath(id)),
    })),
    html: await entryHtml(entry),
    results: entry.experiments.flatMap(resultOf),
  };
}

/** All that the model knows of an issue, its entries included. */
export async function issueTwin(issue: Issue) {
  const { number, title, date, gist, corrections, readingMinutes } = issue;
  return {
    newsletter: newsletter.title,
    address: absolute(newsletter, issuePath(issue.slug)),
    publisher: newsletter.publisher,
    licence: newsletter.licence.url,
    language: newsletter.language,
    number,
    title,
    date,
    gist,
    corrections,
    readingMinutes,
    html: await openingHtml(issue),
    results: issue.experiments.flatMap(resultOf),
    entries: await Promise.all(issue.entries.map((entry) => entryTwin(issue, entry))),
  };
}

/** The still form of a demo; a game that records no result has none. */
function resultOf(id: string): TwinResult[] {
  const preset = stillPreset(id);
  if (preset === undefined) return [];
  const shown = experiment(id);
  const result = recorded(id, preset);
  return [
    {
      experiment: id,
      title: shown.spec.title,
      summary: shown.spec.summary,
      address: absolute(newsletter, experimentPath(id)),
      result: absolute(newsletter, `results/${id}/${preset}.json`),
      preset,
      params: result.params,
      seeds: result.runs.map(({ seed }) => seed),
      digests: result.runs.map(({ digest }) => digest),
      claims: verdicts(shown, result).map(({ claim, judgement }) => ({
        sentence: claim.sentence,
        published: claim.published.figure,
        source: claim.published.url,
        recorded: judgement.evidence,
        verdict: judgement.verdict,
      })),
      figures: recordedFigures(id, preset).map((figure) => ({
        title: figure.title,
        caption: figure.caption,
        alt: figure.alt,
        ...(figure.kind !== "table" && {
          picture: absolute(newsletter, `figures/${id}/${preset}/${figure.id}-wide-light.png`),
        }),
        ...numbersOf(figure),
      })),
    },
  ];
}
