import { generateRssFeed } from "feedsmith";
import { v5 } from "uuid";

import { absolute, issuePath, issueTag } from "#newsletter/addresses.ts";
import type { Issue, Newsletter } from "#newsletter/archive.ts";
import type { Audio, Podcast } from "#newsletter/audio-schemas.ts";
import { audioAddress, chaptersPath, mostDescription } from "#newsletter/audio.ts";
import { instant, newest } from "#newsletter/dates.ts";

import { type FeedParts, feedParts } from "./feed-parts.ts";
import { archiveLinks, type FeedPlace, marked, placeOf } from "./feed-place.ts";
import { escapeHtml, linkHtml } from "./portable-html.ts";

/** Path within the site of the podcast's feed. */
export const podcastPath = "podcast.xml";

/** Path of a document of it: the feed itself, or that archive, the oldest being 1. */
export function podcastPathOf(part: number | undefined): string {
  return part === undefined ? podcastPath : podcastPath.replace(".", `-${part}.`);
}

/** Namespace of podcasts' UUIDs, as Podcasting 2.0 gives it under `podcast:guid`. */
const podcasts = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6";

/** A podcast's UUIDv5 (RFC 9562 § 5.5) of its feed's address without scheme and without slashes at the end. */
export function podcastGuid(feed: string): string {
  return v5(feed.replace(/^[a-z]+:\/\//, "").replace(/\/+$/, ""), podcasts);
}

/** An issue that is read aloud. */
export type SpokenIssue = Issue & { readonly audio: Audio };

/** Those that are, in their order. */
export function spokenIssues(issues: readonly Issue[]): SpokenIssue[] {
  return issues.flatMap((issue) => {
    const { audio } = issue;
    return audio === undefined ? [] : [{ ...issue, audio }];
  });
}

/** The episodes in documents that directories can take: a head below 250 KB, and archives (RFC 5005). */
export function podcastParts(
  newsletter: Newsletter,
  podcast: Podcast,
  issues: readonly SpokenIssue[],
): FeedParts<SpokenIssue> {
  const place = placeOf(newsletter, podcastPathOf, undefined, 0);
  const bytes = (some: readonly SpokenIssue[]): number =>
    Buffer.byteLength(podcastText(place, podcast, some));
  const empty = bytes([]);
  return feedParts(issues, (issue) => bytes([issue]) - empty);
}

/** One document of the podcast's feed: RSS 2.0 with the tags of Apple and of Podcasting 2.0. The same content gives the same bytes. */
export function podcastText(
  place: FeedPlace,
  podcast: Podcast,
  issues: readonly SpokenIssue[],
): string {
  const { newsletter } = place;
  const title = podcast.title ?? newsletter.title;
  const { licence, language } = newsletter;
  const text = generateRssFeed({
    title,
    link: newsletter.address,
    description: podcast.description,
    language,
    copyright: licence.title,
    lastBuildDate: instant(issues.map(changed).toSorted().at(-1) ?? "1970-01-01"),
    image: {
      url: absolute(newsletter, podcast.image),
      title,
      link: newsletter.address,
    },
    atom: { links: archiveLinks(place, "application/rss+xml") },
    itunes: {
      image: absolute(newsletter, podcast.image),
      categories: [
        {
          text: podcast.category,
          ...(podcast.subcategory !== undefined && { categories: [{ text: podcast.subcategory }] }),
        },
      ],
      explicit: podcast.explicit,
      author: newsletter.publisher,
      type: "episodic",
      owner: { name: newsletter.publisher, email: podcast.email },
    },
    podcast: {
      guid: podcast.guid ?? podcastGuid(absolute(newsletter, podcastPath)),
      medium: "newsletter",
      locked: { value: true, owner: podcast.email },
      license: licenceTag(licence),
      persons: hosts(podcast),
    },
    items: issues.map((issue) => item(newsletter, podcast, issue)),
  });
  return marked(text, /<channel>/, place);
}

function changed(issue: Issue): string {
  return newest(
    issue.date,
    issue.corrections.map(({ date }) => date),
  );
}

function item(newsletter: Newsletter, podcast: Podcast, issue: SpokenIssue) {
  const { audio, slug } = issue;
  const writers = new Map(
    issue.entries.flatMap(({ summarisedBy }) => summarisedBy.map(({ id, name }) => [id, name])),
  );
  return {
    title: issue.title,
    link: absolute(newsletter, issuePath(slug)),
    description: showNotes(newsletter, issue),
    guid: { value: issueTag(newsletter, slug), isPermaLink: false },
    pubDate: instant(issue.date),
    enclosures: [
      { url: audioAddress(newsletter, slug, audio.file), length: audio.length, type: audio.type },
    ],
    itunes: {
      duration: Math.round(audio.duration),
      explicit: podcast.explicit,
      episode: audio.episode ?? issue.number,
      episodeType: "full",
    },
    podcast: {
      transcripts: audio.transcripts.map(({ file, type }) => ({
        url: audioAddress(newsletter, slug, file),
        type,
        language: newsletter.language,
        ...(type === "text/vtt" && { rel: "captions" }),
      })),
      ...(audio.chapters.length > 0 && {
        chapters: {
          url: absolute(newsletter, chaptersPath(slug)),
          type: "application/json+chapters",
        },
      }),
      // An episode's list takes the place of the podcast's.
      persons: [
        ...hosts(podcast),
        ...[...writers.values()].map((display) => ({ display, role: "writer", group: "writing" })),
      ],
    },
  };
}

function hosts({ people }: Podcast) {
  return people.map(({ name, role, url }) => ({
    display: name,
    role,
    group: "cast",
    ...(url !== undefined && { href: url }),
  }));
}

/** A licence by its SPDX identifier in lower case where it is one of Creative Commons, else by name. */
function licenceTag({ title, url }: Newsletter["licence"]) {
  const [, terms, version] = /^CC[ -](BY(?:-(?:NC|ND|SA))*|0)[ -](\d\.\d)$/i.exec(title) ?? [];
  return terms === undefined || version === undefined
    ? { display: title, url }
    : { display: `cc-${terms}-${version}`.replace("cc-0", "cc0").toLowerCase(), url };
}

/** What the issue is about and what is in it, with a link to each entry, as far as directories have room. */
function showNotes(newsletter: Newsletter, issue: Issue): string {
  const page = absolute(newsletter, issuePath(issue.slug));
  const opening = `<p>${escapeHtml(issue.gist)}</p>`;
  const items = issue.entries.map(
    ({ title, slug }) => `<li>${linkHtml(title, `${page}#${slug}`)}</li>`,
  );
  const notes = (count: number): string => {
    const rest = count < items.length ? `<li>${linkHtml("…", page)}</li>` : "";
    return `${opening}<ul>${items.slice(0, count).join("")}${rest}</ul>`;
  };
  const fitting = items
    .map((_, i) => items.length - i)
    .find((count) => Buffer.byteLength(notes(count)) <= mostDescription);
  return fitting === undefined ? opening : notes(fitting);
}

/** The chapters of an episode as JSON chapters 1.2 of Podcasting 2.0. */
export function chaptersText(newsletter: Newsletter, issue: SpokenIssue): string {
  const page = absolute(newsletter, issuePath(issue.slug));
  const chapters = issue.audio.chapters.flatMap(({ start, entry: slug, title }) => {
    const entry = issue.entries.find((one) => one.slug === slug);
    if (entry !== undefined) {
      return [{ startTime: start, title: entry.title, url: `${page}#${entry.slug}` }];
    }
    // A chapter of an entry that is still a draft has no name yet.
    return title === undefined ? [] : [{ startTime: start, title }];
  });
  return `${JSON.stringify({ version: "1.2.0", chapters }, null, 1)}\n`;
}
