import { getContainerRenderer } from "@astrojs/mdx/container-renderer";
import { experimental_AstroContainer as AstroContainer } from "astro/container";
import { loadRenderers } from "astro:container";
import { type CollectionEntry, render } from "astro:content";

import { archive, entryBody, issueBody, issueOf, keep, lookups } from "#archive.ts";
import { stillTags } from "#components/tags/still.ts";
import { absolute, entryPath, entryTag, issuePath, issueTag } from "#newsletter/addresses.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { audioAddress } from "#newsletter/audio.ts";
import { correctionDays, correctionLabel, placed } from "#newsletter/corrections.ts";
import { newest } from "#newsletter/dates.ts";
import type { Correction } from "#newsletter/schemas.ts";
import { word } from "#newsletter/words.ts";

import type { FeedItem } from "./feeds.ts";
import { withFormulaPictures } from "./formula-html.ts";
import { escapeHtml, linkHtml, portableHtml } from "./portable-html.ts";

const { newsletter } = archive;

/** Milliseconds. */
const second = 1000;

/** An issue as an item. */
export async function issueItem(issue: Issue): Promise<FeedItem> {
  return {
    id: issueTag(newsletter, issue.slug),
    title: `${word(newsletter, "issue", { number: issue.number })}: ${issue.title}`,
    address: absolute(newsletter, issuePath(issue.slug)),
    published: issue.date,
    before: issue.number % second,
    updated: newest(issue.date, correctionDays(issue)),
    authors: writersOf(issue.entries),
    gist: issue.gist,
    categories: [...new Set(issue.entries.map(({ category }) => category.title))],
    html: await issueHtml(issue),
    ...soundOf(issue),
  };
}

/** The spoken version of an issue, if it has one. */
function soundOf({ slug, audio }: Issue): Pick<FeedItem, "sound"> {
  if (audio === undefined) return {};
  const { file, length, type, duration } = audio;
  return { sound: { address: audioAddress(newsletter, slug, file), length, type, duration } };
}

/** A whole issue as portable HTML: the opening, then every entry under its title. */
export async function issueHtml(issue: Issue): Promise<string> {
  const entries = await Promise.all(
    issue.entries.map(async (entry) => `${heading(entry)}\n${await entryHtml(entry)}`),
  );
  return [await openingHtml(issue), ...entries].filter(isSaid).join("\n");
}

/** The opening words of an issue as portable HTML, with what was corrected in them. */
export async function openingHtml(issue: Issue): Promise<string> {
  const address = absolute(newsletter, issuePath(issue.slug));
  const opening = await keep(`opening ${issue.slug}`, async () =>
    portableHtml(await stillHtml(await issueBody(issue.slug)), address),
  );
  const { above, below } = placed(issue.corrections);
  return [correctionsHtml(above), opening, correctionsHtml(below)].filter(isSaid).join("\n");
}

/** The prose of an entry, what to read with it and its corrections, as portable HTML. */
export async function entryProse(entry: Entry): Promise<string> {
  const { above } = placed(entry.corrections);
  return [correctionsHtml(above), await proseHtml(entry)].filter(isSaid).join("\n");
}

/** The same without what stands above it. */
async function proseHtml(entry: Entry): Promise<string> {
  const address = absolute(newsletter, entryPath(entry.id));
  const { below } = placed(entry.corrections);
  return [
    await keep(`prose ${entry.id}`, async () =>
      portableHtml(await stillHtml(await entryBody(entry.id)), address),
    ),
    furtherHtml("prerequisites", entry.prerequisites),
    furtherHtml("readMore", entry.readMore),
    entry.hatTip === undefined
      ? ""
      : `<p>${escapeHtml(word(newsletter, "hatTip", { names: entry.hatTip }))}</p>`,
    correctionsHtml(below),
  ]
    .filter(isSaid)
    .join("\n");
}

/** An entry as an item. */
export async function entryItem(entry: Entry): Promise<FeedItem> {
  const issue = issueOf(entry);
  const place = issue.entries.indexOf(entry);
  return {
    id: entryTag(newsletter, entry.id),
    title: entry.title,
    address: absolute(newsletter, entryPath(entry.id)),
    published: issue.date,
    before: place * second + (issue.number % second),
    updated: newest(
      issue.date,
      entry.corrections.map(({ date }) => date),
    ),
    authors: writersOf([entry]),
    gist: entry.gist ?? entry.title,
    categories: [entry.category.title],
    html: await entryHtml(entry),
    ...(entry.respondsTo === undefined
      ? {}
      : {
          respondsTo: {
            id: entryTag(newsletter, entry.respondsTo),
            address: absolute(newsletter, entryPath(entry.respondsTo)),
          },
        }),
  };
}

/** Who summarised, else the newsletter's publisher. */
function writersOf(entries: readonly Entry[]): string[] {
  const names = entries.flatMap(({ summarisedBy }) => summarisedBy.map(({ name }) => name));
  return names.length > 0 ? [...new Set(names)] : [newsletter.publisher];
}

function heading(entry: Entry): string {
  return `<h3>${linkHtml(entry.title, absolute(newsletter, entryPath(entry.id)))}</h3>`;
}

/** Authors and sources, the body with the still tags, and what to read on. */
export async function entryHtml(entry: Entry): Promise<string> {
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
          `${escapeHtml(word(newsletter, "respondsTo"))} ${linkHtml(answered.title, absolute(newsletter, entryPath(answered.id)))}`,
        ]),
  ];
  const { above } = placed(entry.corrections);
  return [correctionsHtml(above), `<p>${facts.join(" · ")}</p>`, await proseHtml(entry)]
    .filter(isSaid)
    .join("\n");
}

/** Works to read before or after, under their label; nothing where there are none. */
function furtherHtml(label: "prerequisites" | "readMore", works: Entry["readMore"]): string {
  if (works.length === 0) return "";
  const titles = works.map(({ title, url }) =>
    url === undefined ? escapeHtml(title) : linkHtml(title, url),
  );
  return `<p>${escapeHtml(word(newsletter, label))}: ${titles.join(" · ")}</p>`;
}

/** What was corrected and when, as the prose tells it of a passage; nothing where nothing was. */
function correctionsHtml(corrections: readonly Correction[]): string {
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
async function stillHtml(
  body: CollectionEntry<"entries"> | CollectionEntry<"issues">,
): Promise<string> {
  const { Content } = await render(body);
  const html = await (
    await container
  ).renderToString(Content, {
    props: { components: stillTags },
  });
  return html.includes("<math") ? withFormulaPictures(html, newsletter) : html;
}
