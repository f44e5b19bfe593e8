import { archive, editions, issueOf } from "#archive.ts";
import { experiments, mainFigure } from "#experiments.ts";
import type { PictureFigure } from "#lab/figure.ts";
import { absolute, experimentPath, pathOfEntry, pathOfIssue } from "#newsletter/addresses.ts";
import type { Issue } from "#newsletter/archive.ts";
import { dayInWords } from "#newsletter/dates.ts";
import type { Edition } from "#newsletter/editions.ts";
import { word } from "#newsletter/words.ts";

import { hasPicture } from "./figure-list.ts";
import { cardSize } from "./share-card-size.ts";
import type { ShareCard } from "./share-card.ts";

const { newsletter } = archive;

/** The main figure of each experiment that was asked for. */
const figures = new Map<string, PictureFigure | undefined>();

function figureOf(id: string): PictureFigure | undefined {
  if (!figures.has(id)) figures.set(id, mainFigure(id));
  return figures.get(id);
}

/** The cards of the site by the path of their page: each issue, each entry and experiment that has a figure, translations included, and at the root the one of everything else. */
export const shareCards: ReadonlyMap<string, () => ShareCard> = new Map<string, () => ShareCard>([
  ["", () => ({ name: newsletter.title, place: newsletter.publisher, title: newsletter.tagline })],
  ...editions.flatMap((edition) => [
    ...edition.own.issues.map(
      (issue) => [pathOfIssue(issue), () => issueCard(issue, edition)] as const,
    ),
    ...edition.own.entries.flatMap((entry) => {
      if (!entry.experiments.some(hasPicture)) return [];
      const card = (): ShareCard => ({
        name: newsletter.title,
        place: placeOf(issueOf(entry), edition),
        title: entry.title,
        ...firstFigure(entry.experiments),
      });
      return [[pathOfEntry(entry), card] as const];
    }),
  ]),
  ...experiments.map(({ id, spec: { title } }) => {
    const place = word(newsletter, "experiments");
    const card = (): ShareCard => ({ name: newsletter.title, place, title, ...firstFigure([id]) });
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

/** The card of a page: its own, that of its original, else that of the nearest page above it that has one. `root` is the folder of its edition. */
export function shareImage(path: string, root: string): ShareImage {
  const original = path.startsWith(root) ? path.slice(root.length) : path;
  const at = shareCards.has(path) ? path : original;
  const card = shareCards.get(at)?.();
  if (card === undefined) return shareImage(path.replace(/[^/]*\/?$/, ""), root);
  const { name, place, title, figure } = card;
  const words = `${name}: ${title} (${place})`;
  return {
    address: absolute(newsletter, cardPath(at)),
    alt: figure === undefined ? words : `${words}. ${figure.alt}`,
    ...cardSize,
  };
}

/** Path within the site of a page's card: `share/issues/062.png`. */
export function cardPath(path: string): string {
  return `share/${path === "" ? "site" : path.replace(/\/$/, "")}.png`;
}

function issueCard(issue: Issue, edition: Edition): ShareCard {
  const ids = [...issue.experiments, ...issue.entries.flatMap((entry) => entry.experiments)];
  return {
    name: newsletter.title,
    place: placeOf(issue, edition),
    title: issue.title,
    ...firstFigure(ids),
  };
}

function placeOf({ number, date }: Issue, { newsletter: said }: Edition): string {
  return `${word(said, "issue", { number })} · ${dayInWords(date, said.language)}`;
}

/** What a card shows of experiments: the main figure of the first that has one. */
function firstFigure(ids: readonly string[]): Pick<ShareCard, "figure"> {
  const id = ids.find(hasPicture);
  const figure = id === undefined ? undefined : figureOf(id);
  return figure === undefined ? {} : { figure };
}
