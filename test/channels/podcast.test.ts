/** The rules of Apple and of Podcasting 2.0, on the podcast as built. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { parseFeed } from "@rowanmanning/feed-parser";
import { DomUtils } from "htmlparser2";
import { parseFile } from "music-metadata";
import { describe, expect, it } from "vitest";

import { podcastGuid } from "#channels/podcast.ts";

import { buildSite, htmlOf } from "../site/built.ts";
import {
  child,
  children,
  type Element,
  elements,
  feedText,
  htmlElements,
  textOf,
  xml,
} from "./feed-files.ts";

const site = buildSite("test/fixtures/newsletter", "/my-newsletter/");
const address = "https://example.org/my-newsletter/";
const channel = child(xml(feedText(site, "podcast.xml")), "channel");
const items = elements(channel, "item");
const [episode] = items;
if (episode === undefined) throw new Error("the podcast has no episode");
const local = (url: string): string => join(site.folder, url.slice(address.length));
const attributes = (parent: Element, name: string) => child(parent, name).attribs;

describe("the podcast as Apple wants it", () => {
  it("has title, link, description, language, picture, category and rating", () => {
    for (const name of ["title", "link", "description", "language", "itunes:explicit"]) {
      expect(textOf(channel, name), name).not.toBe("");
    }
    expect(attributes(channel, "itunes:category")).toEqual({ text: "Science" });
    expect(textOf(channel, "itunes:explicit")).toMatch(/^(?:yes|no|true|false)$/);
    expect(Buffer.byteLength(textOf(channel, "description"))).toBeLessThanOrEqual(4000);
  });

  it("has a square picture of 1400 to 3000 pixels at the address it gives", () => {
    const file = readFileSync(local(attributes(channel, "itunes:image")["href"] ?? ""));
    expect(file.toString("latin1", 1, 4)).toBe("PNG");
    const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(1400);
    expect(width).toBeLessThanOrEqual(3000);
  });

  it("gives each enclosure the exact length and type of the file, and the seconds heard in it", async () => {
    const { url = "", length, type } = attributes(episode, "enclosure");
    expect(Number(length)).toBe(statSync(local(url)).size);
    expect(type).toBe("audio/mpeg");
    const { format } = await parseFile(local(url), { duration: true });
    expect(format.codec).toContain("Layer 3");
    expect(
      Math.abs((format.duration ?? 0) - Number(textOf(episode, "itunes:duration"))),
    ).toBeLessThan(1);
  });

  it("keeps each GUID for good, the same as in the other feeds", () => {
    expect(textOf(episode, "guid")).toBe("tag:example.org,2025:issue/001");
    expect(attributes(episode, "guid")).toEqual({ isPermaLink: "false" });
  });

  it("dates each episode by RFC 822", () => {
    expect(textOf(episode, "pubDate")).toMatch(/^Sat, 01 Mar 2025 \d\d:\d\d:\d\d GMT$/);
  });

  it("describes each episode in at most 4,000 bytes, its links within CDATA and absolute", () => {
    const description = textOf(episode, "description");
    expect(Buffer.byteLength(description)).toBeLessThanOrEqual(4000);
    expect(feedText(site, "podcast.xml")).toContain("<![CDATA[<p>Eine Arbeit");
    const links = htmlElements(description).flatMap(({ attribs }) => attribs["href"] ?? []);
    expect(links).toEqual([
      `${address}issues/001/#muster-in-daten`,
      `${address}issues/001/#antwort-auf-muster`,
    ]);
  });
});

describe("the podcast as Podcasting 2.0 wants it", () => {
  it("has the UUID that the namespace's own example gives", () => {
    expect(podcastGuid("https://mp3s.nashownotes.com/pc20rss.xml")).toBe(
      "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    );
    expect(textOf(channel, "podcast:guid")).toBe(podcastGuid(`${address}podcast.xml`));
  });

  it("calls itself a newsletter, locked by its owner, under a licence by its identifier", () => {
    expect(textOf(channel, "podcast:medium")).toBe("newsletter");
    expect(textOf(channel, "podcast:locked")).toBe("yes");
    expect(attributes(channel, "podcast:locked")["owner"]).toBe("hoeren@example.org");
    expect(textOf(channel, "podcast:license")).toBe("cc-by-4.0");
  });

  it("names in an episode everyone that the podcast names, and who wrote it", () => {
    expect(names(channel)).toEqual(["Jana Vogel"]);
    expect(names(episode)).toEqual(["Jana Vogel", "Emil Brandt"]);
  });

  it("leads to a transcript that is one, as captions in the language spoken", () => {
    const { url = "", ...others } = attributes(episode, "podcast:transcript");
    expect(others).toEqual({ type: "text/vtt", language: "de", rel: "captions" });
    expect(readFileSync(local(url), "utf8")).toMatch(/^WEBVTT\n/);
  });

  it("leads to chapters in order within the sound, whose pages are there", () => {
    const { url = "", type } = attributes(episode, "podcast:chapters");
    expect(type).toBe("application/json+chapters");
    const { version, chapters } = JSON.parse(readFileSync(local(url), "utf8")) as {
      version: string;
      chapters: { startTime: number; title: string; url?: string }[];
    };
    expect(version).toMatch(/^1\./);
    const starts = chapters.map(({ startTime }) => startTime);
    expect(starts).toEqual([0, 5.07, 9.98]);
    for (const chapter of chapters) {
      if (chapter.url === undefined) continue;
      const { hash } = new URL(chapter.url);
      expect(htmlOf(site, "issues/001/")).toContain(`id="${hash.slice(1)}"`);
    }
  });
});

it("is read by a feed reader's own parser as it was meant", () => {
  const feed = parseFeed(feedText(site, "podcast.xml"));
  expect(feed.language).toBe("de");
  expect(feed.self).toBe(`${address}podcast.xml`);
  expect(
    feed.items.map(({ id, title, media }) => ({
      id,
      title,
      media: media.map(({ url, length, mimeType }) => ({ url, length, mimeType })),
    })),
  ).toEqual([
    {
      id: "tag:example.org,2025:issue/001",
      title: "Der erste Brief",
      media: [{ url: `${address}issues/001/brief-1.mp3`, length: 12672, mimeType: "audio/mpeg" }],
    },
  ]);
});

it("is heard on the issue's page without being fetched unasked, and found in feeds, lists and heads", () => {
  const page = htmlOf(site, "issues/001/");
  expect(page).toMatch(/<audio controls preload="none" src="[^"]+brief-1\.mp3"/);
  for (const path of ["brief-1.vtt", "reading.txt"]) {
    expect(page).toContain(`issues/001/${path}"`);
    expect(existsSync(join(site.folder, "issues/001", path))).toBe(true);
  }
  const sound = `${address}issues/001/brief-1.mp3`;
  expect(feedText(site, "feed.xml")).toContain(`<enclosure url="${sound}" length="12672"`);
  const atom = elements(xml(feedText(site, "atom.xml")), "link").map(({ attribs }) => attribs);
  expect(atom).toContainEqual({
    href: sound,
    rel: "enclosure",
    type: "audio/mpeg",
    length: "12672",
  });
  expect(feedText(site, "feed.json")).toContain('"size_in_bytes": 12672');
  for (const place of ["feeds.opml", "index.html", "subscribe/index.html"]) {
    expect(feedText(site, place), place).toContain(`${address}podcast.xml`);
  }
});

it("is not there where the newsletter has none", () => {
  const other = buildSite("content", "/");
  expect(existsSync(join(other.folder, "podcast.xml"))).toBe(false);
  const page = htmlOf(other, "issues/062/");
  expect(page).not.toContain("<audio");
  expect(page).not.toContain("may not be up yet");
});

/** Everyone whom a podcast or an episode names. */
function names(parent: Element): string[] {
  return children(parent)
    .filter(({ name }) => name === "podcast:person")
    .map((person) => DomUtils.textContent(person));
}
