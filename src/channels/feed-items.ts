import { getContainerRenderer } from "@astrojs/mdx/container-renderer";
import { experimental_AstroContainer as AstroContainer } from "astro/container";
import { loadRenderers } from "astro:container";
import { render } from "astro:content";

import { type Body, editions, entryBody, issueBody, issueOf, keep } from "#archive.ts";
import { stillTags } from "#components/tags/still.ts";
import { absolute, entryTag, issueTag, pathOfEntry, pathOfIssue } from "#newsletter/addresses.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { audioAddress } from "#newsletter/audio.ts";
import { correctionDays, correctionLabel, placed } from "#newsletter/corrections.ts";
import { newest } from "#newsletter/dates.ts";
import type { Edition } from "#newsletter/editions.ts";
import { dayOut } from "#newsletter/facts.ts";
import type { Correction } from "#newsletter/schemas.ts";
import { word } from "#newsletter/words.ts";

import type { FeedItem } from "./feeds.ts";
import { withFormulaPictures } from "./formula-html.ts";
import { escapeHtml, linkHtml, portableHtml } from "./portable-html.ts";

/** What is asked for without an edition stands in the newsletter's own language. */
const [original] = editions;
/** Milliseconds. */
const second = 1000;

/** What an item of a feed is made of. */
export type Told = Issue | Entry;

/** An issue or an entry as an item, in the language of that edition. */
export function itemOf(told: Told, edition: Edition): Promise<FeedItem> {
  return "highlights" in told ? issueItem(told, edition) : entryItem(told, edition);
}

async function issueItem(issue: Issue, edition: Edition): Promise<FeedItem> {
  const { newsletter } = edition;
  const published = dayOut(issue, issue);
  return {
    id: issueTag(newsletter, issue.slug, issue.translation?.language),
    title: `${word(newsletter, "issue", { number: issue.number })}: ${issue.title}`,
    address: absolute(newsletter, pathOfIssue(issue)),
    published,
    before: issue.number % second,
    updated: newest(published, correctionDays(issue)),
    authors: writersOf(issue.entries, edition),
    gist: issue.gist,
    categories: [...new Set(issue.entries.map(({ category }) => category.title))],
    html: await issueHtml(issue, edition),
    ...soundOf(issue, edition),
  };
}

/** How large the content of an item is, without making the item where that is known. */
export function itemBytes(told: Told, edition: Edition): Promise<number> {
  const path = "highlights" in told ? pathOfIssue(told) : pathOfEntry(told);
  return keep(`bytes ${edition.root} ${path}`, async () =>
    Buffer.byteLength((await itemOf(told, edition)).html),
  );
}

/** The newest first: translations do not come out in the order of their originals. */
export async function byMoment(told: readonly Told[], edition: Edition): Promise<readonly Told[]> {
  if (edition.root === "") return told;
  const found = await Promise.all(
    told.map(async (one) => ({ one, item: await itemOf(one, edition) })),
  );
  return found
    .toSorted(
      ({ item: a }, { item: b }) =>
        (a.published < b.published ? 1 : a.published > b.published ? -1 : 0) || a.before - b.before,
    )
    .map(({ one }) => one);
}

/** The spoken version of an issue, if it has one; it speaks the newsletter's own language. */
function soundOf(
  { slug, audio, translation }: Issue,
  { newsletter }: Edition,
): Pick<FeedItem, "sound"> {
  if (audio === undefined || translation !== undefined) return {};
  const { file, length, type, duration } = audio;
  return { sound: { address: audioAddress(newsletter, slug, file), length, type, duration } };
}

/** A whole issue as portable HTML: the opening, then every entry under its title. */
export async function issueHtml(issue: Issue, edition: Edition = original): Promise<string> {
  const entries = await Promise.all(
    issue.entries.map(
      async (entry) => `${heading(entry, edition)}\n${await entryHtml(entry, edition)}`,
    ),
  );
  return [await openingHtml(issue, edition), ...entries].filter(isSaid).join("\n");
}

/** The opening words of an issue as portable HTML, with what was corrected in them. */
export async function openingHtml(issue: Issue, edition: Edition = original): Promise<string> {
  const address = absolute(edition.newsletter, pathOfIssue(issue));
  const opening = await keep(`prose ${edition.root} ${pathOfIssue(issue)}`, async () =>
    portableHtml(await stillHtml(await issueBody(issue), edition), address),
  );
  const { above, below } = placed(issue.corrections);
  return [correctionsHtml(above, edition), opening, correctionsHtml(below, edition)]
    .filter(isSaid)
    .join("\n");
}

/** The prose of an entry, what to read with it and its corrections, as portable HTML. */
export async function entryProse(entry: Entry): Promise<string> {
  const { above } = placed(entry.corrections);
  return [correctionsHtml(above, original), await proseHtml(entry, original)]
    .filter(isSaid)
    .join("\n");
}

/** The same without what stands above it. */
async function proseHtml(entry: Entry, edition: Edition): Promise<string> {
  const { newsletter } = edition;
  const address = absolute(newsletter, pathOfEntry(entry));
  const { below } = placed(entry.corrections);
  return [
    await keep(`prose ${edition.root} ${pathOfEntry(entry)}`, async () =>
      portableHtml(await stillHtml(await entryBody(entry), edition), address),
    ),
    furtherHtml("prerequisites", entry.prerequisites, edition),
    furtherHtml("readMore", entry.readMore, edition),
    entry.hatTip === undefined
      ? ""
      : `<p>${escapeHtml(word(newsletter, "hatTip", { names: entry.hatTip }))}</p>`,
    correctionsHtml(below, edition),
  ]
    .filter(isSaid)
    .join("\n");
}

async function entryItem(entry: Entry, edition: Edition): Promise<FeedItem> {
  const { newsletter, lookups } = edition;
  const issue = issueOf(entry);
  const place = issue.entries.findIndex(({ id }) => id === entry.id);
  const published = dayOut(entry, issue);
  const answered = lookups.entries.get(entry.respondsTo ?? "");
  return {
    id: entryTag(newsletter, entry.id, entry.translation?.language),
    title: entry.title,
    address: absolute(newsletter, pathOfEntry(entry)),
    published,
    before: place * second + (issue.number % second),
    updated: newest(
      published,
      entry.corrections.map(({ date }) => date),
    ),
    authors: writersOf([entry], edition),
    gist: entry.gist ?? entry.title,
    categories: [entry.category.title],
    html: await entryHtml(entry, edition),
    ...(answered === undefined
      ? {}
      : {
          respondsTo: {
            id: entryTag(newsletter, answered.id, answered.translation?.language),
            address: absolute(newsletter, pathOfEntry(answered)),
          },
        }),
  };
}

/** Who summarised, else the newsletter's publisher. */
function writersOf(entries: readonly Entry[], { newsletter }: Edition): string[] {
  const names = entries.flatMap(({ summarisedBy }) => summarisedBy.map(({ name }) => name));
  return names.length > 0 ? [...new Set(names)] : [newsletter.publisher];
}

function heading(entry: Entry, { newsletter }: Edition): string {
  return `<h3>${linkHtml(entry.title, absolute(newsletter, pathOfEntry(entry)))}</h3>`;
}

/** Authors and sources, the body with the still tags, and what to read on. */
export async function entryHtml(entry: Entry, edition: Edition = original): Promise<string> {
  const { newsletter, lookups } = edition;
  const names =
    entry.authors.map(({ name }) => name).join(", ") + (entry.andOthers ? " et al." : "");
  const answered = lookups.entries.get(entry.respondsTo ?? "");
  const summarisers = entry.summarisedBy.map(({ name }) => name).join(", ");
  const facts = [
    escapeHtml(names),
    ...(entry.venue === undefined ? [] : [escapeHtml(entry.venue)]),
    ...(entry.url === undefined ? [] : [linkHtml(word(newsletter, "work"), entry.url)]),
    ...(summarisers === ""
      ? []
      : [escapeHtml(word(newsletter, "summarisedBy", { names: summarisers }))]),
    ...(answered === undefined
      ? []
      : [
          `${escapeHtml(word(newsletter, "respondsTo"))} ${linkHtml(answered.title, absolute(newsletter, pathOfEntry(answered)))}`,
        ]),
  ];
  const { above } = placed(entry.corrections);
  return [
    correctionsHtml(above, edition),
    `<p>${facts.join(" · ")}</p>`,
    await proseHtml(entry, edition),
  ]
    .filter(isSaid)
    .join("\n");
}

/** Works to read before or after, under their label; nothing where there are none. */
function furtherHtml(
  label: "prerequisites" | "readMore",
  works: Entry["readMore"],
  { newsletter }: Edition,
): string {
  if (works.length === 0) return "";
  const titles = works.map(({ title, url }) =>
    url === undefined ? escapeHtml(title) : linkHtml(title, url),
  );
  return `<p>${escapeHtml(word(newsletter, label))}: ${titles.join(" · ")}</p>`;
}

/** What was corrected and when, as the prose tells it of a passage; nothing where nothing was. */
function correctionsHtml(corrections: readonly Correction[], { newsletter }: Edition): string {
  return corrections
    .map(
      (one) =>
        `<p><strong>${escapeHtml(correctionLabel(newsletter, one))}:</strong> ${escapeHtml(one.text)}</p>`,
    )
    .join("\n");
}

function isSaid(part: string): boolean {
  return part !== "";
}

const container = loadRenderers([getContainerRenderer()]).then((renderers) =>
  AstroContainer.create({ renderers }),
);

/** The body rendered with the still tags: no script, no canvas, no island. */
async function stillHtml(body: Body, { newsletter, root }: Edition): Promise<string> {
  const { Content } = await render(body);
  const html = await (
    await container
  ).renderToString(Content, {
    props: { components: stillTags },
    // Tags ask their page's address for its language.
    request: new Request(absolute(newsletter, root)),
  });
  return html.includes("<math") ? withFormulaPictures(html, newsletter) : html;
}
