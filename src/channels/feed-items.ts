import { getContainerRenderer } from "@astrojs/mdx/container-renderer";
import { experimental_AstroContainer as AstroContainer } from "astro/container";
import { loadRenderers } from "astro:container";
import { type CollectionEntry, render } from "astro:content";

import { archive, entryBody, issueBody } from "#archive.ts";
import { stillTags } from "#components/tags/still.ts";
import { absolute, entryPath, entryTag, issuePath, issueTag } from "#newsletter/addresses.ts";
import type { Entry, Issue } from "#newsletter/archive.ts";
import { dayInWords, newest } from "#newsletter/dates.ts";
import { word } from "#newsletter/words.ts";

import type { FeedItem } from "./feeds.ts";
import { escapeHtml, portableHtml } from "./portable-html.ts";

const { newsletter } = archive;

/** A feed carries a year of monthly issues; older ones stand on the site. */
const issues = archive.issues.slice(0, 12);
const everyEntry = archive.issues.flatMap(({ entries }) => entries);

/** One item an issue, newest first: the opening, then every entry whole. */
export async function issueItems(): Promise<FeedItem[]> {
  return Promise.all(
    issues.map(async (issue) => {
      const address = absolute(newsletter, issuePath(issue.slug));
      const opening = portableHtml(await stillHtml(await issueBody(issue.slug)), address);
      const entries = await Promise.all(
        issue.entries.map(async (entry) => `${heading(entry)}\n${await entryHtml(entry)}`),
      );
      return {
        id: issueTag(newsletter, issue.slug),
        title: `${word(newsletter, "issue", { number: issue.number })}: ${issue.title}`,
        address,
        published: issue.date,
        updated: newest(issue.date, [
          ...issue.corrections.map(({ date }) => date),
          ...issue.entries.flatMap(({ corrections }) => corrections.map(({ date }) => date)),
        ]),
        authors: writersOf(issue.entries),
        gist: issue.gist,
        categories: [...new Set(issue.entries.map(({ category }) => category.title))],
        html: [opening, correctionsHtml(issue.corrections), ...entries].filter(isSaid).join("\n"),
      };
    }),
  );
}

/** One item an entry, newest issue first, in reading order. */
export async function entryItems(): Promise<FeedItem[]> {
  const items = issues.map((issue) =>
    Promise.all(issue.entries.map((entry) => entryItem(issue, entry))),
  );
  return (await Promise.all(items)).flat();
}

async function entryItem(issue: Issue, entry: Entry): Promise<FeedItem> {
  return {
    id: entryTag(newsletter, entry.id),
    title: entry.title,
    address: absolute(newsletter, entryPath(entry.id)),
    published: issue.date,
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
  return `<h3>${link(entry.title, absolute(newsletter, entryPath(entry.id)))}</h3>`;
}

/** Authors and sources, the body with the still tags, and what to read on. */
async function entryHtml(entry: Entry): Promise<string> {
  const address = absolute(newsletter, entryPath(entry.id));
  const names =
    entry.authors.map(({ name }) => name).join(", ") + (entry.andOthers ? " et al." : "");
  const answered = everyEntry.find(({ id }) => id === entry.respondsTo);
  const summarisers = entry.summarisedBy.map(({ name }) => name).join(", ");
  const facts = [
    escapeHtml(names),
    ...(entry.venue === undefined ? [] : [escapeHtml(entry.venue)]),
    ...(entry.url === undefined ? [] : [link(word(newsletter, "work"), entry.url)]),
    ...(summarisers === ""
      ? []
      : [escapeHtml(word(newsletter, "summarisedBy", { names: summarisers }))]),
    ...(answered === undefined
      ? []
      : [
          `${escapeHtml(word(newsletter, "respondsTo"))} ${link(answered.title, absolute(newsletter, entryPath(answered.id)))}`,
        ]),
  ];
  const readMore = entry.readMore.map(({ title, url }) => link(title, url)).join(" · ");
  return [
    `<p>${facts.join(" · ")}</p>`,
    portableHtml(await stillHtml(await entryBody(entry.id)), address),
    readMore === "" ? "" : `<p>${escapeHtml(word(newsletter, "readMore"))}: ${readMore}</p>`,
    correctionsHtml(entry.corrections),
  ]
    .filter(isSaid)
    .join("\n");
}

/** What was corrected and when; nothing where nothing was. */
function correctionsHtml(corrections: Entry["corrections"]): string {
  if (corrections.length === 0) return "";
  const items = corrections.map(
    ({ date, text }) => `<li>${dayInWords(date, newsletter.language)}: ${escapeHtml(text)}</li>`,
  );
  return `<p>${escapeHtml(word(newsletter, "corrections"))}</p>\n<ul>${items.join("")}</ul>`;
}

function isSaid(part: string): boolean {
  return part !== "";
}

function link(text: string, address: string): string {
  return `<a href="${escapeHtml(address).replaceAll('"', "&quot;")}">${escapeHtml(text)}</a>`;
}

/** The body rendered with the still tags: no script, no canvas, no island. */
async function stillHtml(
  body: CollectionEntry<"entries"> | CollectionEntry<"issues">,
): Promise<string> {
  const { Content } = await render(body);
  const renderers = await loadRenderers([getContainerRenderer()]);
  const container = await AstroContainer.create({ renderers });
  return container.renderToString(Content, { props: { components: stillTags } });
}
