import { archive, editions, issueOf } from "#archive.ts";
import { experiments, mainFigure } from "#experiments.ts";
import type { PictureFigure } from "#lab/figure.ts";
import { absolute, experimentPath, pathOfEntry, pathOfIssue } from "#newsletter/addresses.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
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

/** Paths of the pages that have a card of their own: each issue, each entry and experiment that has a figure, translations included; the root's is the one of everything else. */
export function cardPages(): string[] {
  return [
    "",
    ...editions.flatMap(({ own }) => [
      ...own.issues.map(pathOfIssue),
      ...own.entries.filter(hasFigure).map(pathOfEntry),
    ]),
    ...experiments.map(({ id }) => experimentPath(id)),
  ];
}

/** The card of the page at that path; undefined where it has none of its own. Every page asks, and so hangs on what is read here. */
export function shareCard(path: string): ShareCard | undefined {
  if (path === "") {
    return { name: newsletter.title, place: newsletter.publisher, title: newsletter.tagline };
  }
  const experiment = experiments.find(({ id }) => experimentPath(id) === path);
  if (experiment !== undefined) {
    const { id, spec } = experiment;
    const place = word(newsletter, "experiments");
    return { name: newsletter.title, place, title: spec.title, ...firstFigure([id]) };
  }
  const [, root = "", id = ""] = /^(.*\/)?issues\/(.+)\/$/.exec(path) ?? [];
  const edition = editions.find((one) => one.root === root);
  const issue = edition?.lookups.issues.get(id);
  const entry = edition?.lookups.entries.get(id);
  if (edition === undefined) return undefined;
  // What has no translation stands in an edition as the original's.
  if (issue !== undefined && pathOfIssue(issue) === path) return issueCard(issue, edition);
  if (entry === undefined || pathOfEntry(entry) !== path || !hasFigure(entry)) return undefined;
  return {
    name: newsletter.title,
    place: placeOf(issueOf(entry), edition),
    title: entry.title,
    ...firstFigure(entry.experiments),
  };
}

const hasFigure = ({ experiments: shown }: Pick<Entry, "experiments">): boolean =>
  shown.some(hasPicture);

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
  const own = shareCard(path);
  const card = own ?? shareCard(original);
  if (card === undefined) return shareImage(path.replace(/[^/]*\/?$/, ""), root);
  const { name, place, title, figure } = card;
  const words = `${name}: ${title} (${place})`;
  return {
    address: absolute(newsletter, cardPath(own === undefined ? original : path)),
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
