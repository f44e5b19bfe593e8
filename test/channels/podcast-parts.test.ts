/** A podcast of more episodes than a head has room for, as its documents and their links have it. */
import { parseFeed } from "@rowanmanning/feed-parser";
import { describe, expect, it } from "vitest";

import { placeOf } from "#channels/feed-place.ts";
import { podcastParts, podcastPathOf, podcastText, spokenIssues } from "#channels/podcast.ts";
import type { Archive } from "#newsletter/archive.ts";

import { entryText, issueText, sampleArchive, sampleFiles } from "../newsletter/sample.ts";
import { child, children, elements, xml } from "./feed-files.ts";

const settings = sampleFiles({}).find(({ path }) => path === "newsletter.yaml")?.text ?? "";
const podcast =
  'podcast: { description: Read aloud., image: cover.png, category: Science, explicit: false, email: "a@example.org" }\nhub: https://hub.example.org/\n';
const entryCount = 12;

/** As many issues, each read aloud, with titles that fill their show notes. */
function spokenArchive(count: number): Archive {
  const files = Array.from({ length: count }, (_, i) => {
    const slug = String(i + 1).padStart(3, "0");
    const entries = Array.from({ length: entryCount }, (__, at): [string, string] => [
      `issues/${slug}/work-${at}.md`,
      entryText(`${`Werk & Wesen ${at} `.repeat(12)}end`),
    ]);
    const audio = `audio: { file: ${slug}.mp3, length: 1000, type: audio/mpeg, duration: 60 }\n`;
    return [[`issues/${slug}/index.md`, issueText(i + 1, audio)] as const, ...entries];
  });
  return sampleArchive({
    "newsletter.yaml": settings + podcast,
    ...Object.fromEntries(files.flat()),
  });
}

/** Every document by its path. */
function documents(count: number): ReadonlyMap<string, string> {
  const { newsletter, issues } = spokenArchive(count);
  if (newsletter.podcast === undefined) throw new Error("the sample is no podcast");
  const settled = newsletter.podcast;
  const { head, archives } = podcastParts(newsletter, settled, spokenIssues(issues));
  return new Map(
    [head, ...archives].map((some, i) => {
      const part = i === 0 ? undefined : i;
      const place = placeOf(newsletter, podcastPathOf, part, archives.length);
      return [place.path, podcastText(place, settled, some)] as const;
    }),
  );
}

function linksOf(text: string): Readonly<Record<string, string>> {
  const links = children(child(xml(text), "channel")).filter(({ name }) => name === "atom:link");
  return Object.fromEntries(
    links.map(({ attribs: { rel = "", href = "" } }) => [
      rel,
      href.replace("https://example.org/notes/", ""),
    ]),
  );
}

/** A document without its link to the next newer one. */
function bare(text = ""): string {
  return text.replaceAll(/<atom:link [^>]*next-archive[^>]*>\s*/g, "");
}

describe("a podcast of 120 long episodes", () => {
  const all = documents(120);

  it("has a head and archives of at most 250 KB each", () => {
    expect(all.size).toBeGreaterThan(2);
    for (const [path, text] of all) {
      expect(Buffer.byteLength(text), path).toBeLessThanOrEqual(250_000);
    }
  });

  it("leads from its head through every archive to the first episode, each episode once or in the head as well", () => {
    const ids: string[] = [];
    const walked: string[] = [];
    let path: string | undefined = "podcast.xml";
    while (path !== undefined) {
      const text: string = all.get(path) ?? "";
      walked.push(path);
      ids.push(...parseFeed(text).items.flatMap(({ id }) => id ?? []));
      expect(linksOf(text)["self"]).toBe(path);
      path = linksOf(text)["prev-archive"];
    }
    expect(walked.toSorted()).toEqual([...all.keys()].toSorted());
    expect([...new Set(ids)]).toEqual(
      Array.from(
        { length: 120 },
        (_, i) => `tag:example.org,2025:issue/${String(120 - i).padStart(3, "0")}`,
      ),
    );
  });

  it("tells an archive from the head, and names a hub in the head alone", () => {
    for (const [path, text] of all) {
      const isHead = path === "podcast.xml";
      expect(elements(xml(text), "fh:archive").length, path).toBe(isHead ? 0 : 1);
      expect(linksOf(text)["current"], path).toBe(isHead ? undefined : "podcast.xml");
      expect(linksOf(text)["hub"] !== undefined, path).toBe(isHead);
    }
  });

  it("leaves its archives as they are when an episode comes, but for the link to a newer one", () => {
    const later = documents(121);
    for (const [path, text] of all) {
      if (path !== "podcast.xml") expect(bare(later.get(path)), path).toBe(bare(text));
    }
  });
});

it("is one document while everything fits", () => {
  const [[path = "", text = ""] = [], ...others] = documents(3);
  expect([path, others.length, parseFeed(text).items.length]).toEqual(["podcast.xml", 0, 3]);
  expect(linksOf(text)).toEqual({ self: "podcast.xml", hub: "https://hub.example.org/" });
});
