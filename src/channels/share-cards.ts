import { archive, lookups } from "#archive.ts";
import { experiments, mainFigure } from "#experiments.ts";
import type { PictureFigure } from "#lab/figure.ts";
import { absolute, entryPath, experimentPath, issuePath } from "#newsletter/addresses.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { dayInWords } from "#newsletter/dates.ts";
import { word } from "#newsletter/words.ts";

import { cardSize, type ShareCard } from "./share-card.ts";

const { newsletter } = archive;

/** Paths of the pages that may have a card of their own: each issue, each entry and experiment that has a figure, and the root for everything else. */
export function cardPages(): string[] {
  return [
    "",
    ...archive.issues.flatMap((issue) => [
      issuePath(issue.slug),
      ...issue.entries.map(({ id }) => entryPath(id)),
    ]),
    ...experiments.map(({ id }) => experimentPath(id)),
  ].filter((path) => shareCard(path) !== undefined);
}

/** The card of the page at that path; undefined where it has none of its own. */
export function shareCard(path: string): ShareCard | undefined {
  if (path === "") {
    return { name: newsletter.title, place: newsletter.publisher, title: newsletter.tagline };
  }
  const [, kind, id = ""] = /^(issues|experiments)\/([^/]+(?:\/[^/]+)?)\/$/.exec(path) ?? [];
  if (kind === "experiments") return experimentCard(id);
  const issue = lookups.issues.get(id);
  const entry = lookups.entries.get(id);
  return issue === undefined ? entry && entryCard(entry) : issueCard(issue);
}

/** What a page's head says of its card: absolute address, size, and words for who cannot see it. */
export interface ShareImage {
  readonly address: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** The card of a page: its own, else that of the nearest page above it that has one. */
export function shareImage(path: string): ShareImage {
  const card = shareCard(path);
  if (card === undefined) return shareImage(path.replace(/[^/]*\/?$/, ""));
  const { name, place, title, figure } = card;
  const words = `${name}: ${title} (${place})`;
  return {
    address: absolute(newsletter, cardPath(path)),
    alt: figure === undefined ? words : `${words}. ${figure.alt}`,
    ...cardSize,
  };
}

/** Path within the site of a page's card: `share/issues/062.png`. */
export function cardPath(path: string): string {
  return `share/${path === "" ? "site" : path.replace(/\/$/, "")}.png`;
}

function entryCard(entry: Entry): ShareCard | undefined {
  const figure = firstFigure(entry.experiments);
  const issue = lookups.issues.get(entry.issue);
  if (figure === undefined || issue === undefined) return undefined;
  return { name: newsletter.title, place: placeOf(issue), title: entry.title, figure };
}

function experimentCard(id: string): ShareCard | undefined {
  const shown = experiments.find((one) => one.id === id);
  if (shown === undefined) return undefined;
  const figure = figureOf(id);
  const place = word(newsletter, "experiments");
  return {
    name: newsletter.title,
    place,
    title: shown.spec.title,
    ...(figure !== undefined && { figure }),
  };
}

function issueCard(issue: Issue): ShareCard {
  const figure = firstFigure([
    ...issue.experiments,
    ...issue.entries.flatMap((entry) => entry.experiments),
  ]);
  return {
    name: newsletter.title,
    place: placeOf(issue),
    title: issue.title,
    ...(figure !== undefined && { figure }),
  };
}

function placeOf({ number, date }: Issue): string {
  return `${word(newsletter, "issue", { number })} · ${dayInWords(date, newsletter.language)}`;
}

function firstFigure(ids: readonly string[]): PictureFigure | undefined {
  for (const id of ids) {
    const figure = figureOf(id);
    if (figure !== undefined) return figure;
  }
  return undefined;
}

/** The main figure of each experiment that was asked for. */
const figures = new Map<string, PictureFigure | undefined>();

function figureOf(id: string): PictureFigure | undefined {
  if (!figures.has(id)) figures.set(id, mainFigure(id));
  return figures.get(id);
}
