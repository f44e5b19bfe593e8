import { archive } from "#archive.ts";
import { experiments, mainFigure } from "#experiments.ts";
import type { PictureFigure } from "#lab/figure.ts";
import { absolute, entryPath, experimentPath, issuePath } from "#newsletter/addresses.ts";
import type { Issue } from "#newsletter/archive.ts";
import { dayInWords } from "#newsletter/dates.ts";
import { word } from "#newsletter/words.ts";

import { cardSize, type ShareCard } from "./share-card.ts";

const { newsletter, issues } = archive;

/** The cards of the site by the path of their page: each issue, each entry and experiment that has a figure, and at the root the one of everything else. */
export const shareCards: ReadonlyMap<string, ShareCard> = new Map([
  ["", { name: newsletter.title, place: newsletter.publisher, title: newsletter.tagline }],
  ...issues.flatMap((issue) => [
    [issuePath(issue.slug), issueCard(issue)] as const,
    ...issue.entries.flatMap(({ id, title, experiments: shown }) => {
      const figure = firstFigure(shown);
      return figure === undefined
        ? []
        : [
            [
              entryPath(id),
              { name: newsletter.title, place: placeOf(issue), title, figure },
            ] as const,
          ];
    }),
  ]),
  ...experiments.map(({ id, spec: { title } }) => {
    const figure = mainFigure(id);
    const place = word(newsletter, "experiments");
    const card = { name: newsletter.title, place, title, ...(figure !== undefined && { figure }) };
    return [experimentPath(id), card] as const;
  }),
]);

/** What a page's head says of its card: absolute address, size, and words for who cannot see it. */
export interface ShareImage {
  readonly address: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** The card of a page: its own, else that of the nearest page above it that has one. */
export function shareImage(path: string): ShareImage {
  const card = shareCards.get(path);
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
    const figure = mainFigure(id);
    if (figure !== undefined) return figure;
  }
  return undefined;
}
