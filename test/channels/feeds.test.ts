/** The rules of RSS 2.0, Atom and JSON Feed, on the feeds as built. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parseFeed } from "@rowanmanning/feed-parser";
import { describe, expect, it } from "vitest";

import {
  child,
  children,
  elements,
  type FeedFile,
  feedFiles,
  feedText,
  feedType,
  htmlElements,
  itemsOf,
  jsonFeedSchema,
  letters,
  pageLink,
  textOf,
  xml,
} from "./feed-files.ts";
import ids from "./feed-ids.json" with { type: "json" };
import { builtNewsletter, newsletters } from "./newsletters.ts";

const xmlFiles = feedFiles.filter((file) => file.endsWith(".xml"));
const rssFiles = feedFiles.filter((file) => file.endsWith("feed.xml"));
const atomFiles = feedFiles.filter((file) => file.endsWith("atom.xml"));
const jsonFiles = feedFiles.filter((file) => file.endsWith(".json"));

describe.each(newsletters)("the feeds of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const items = (file: FeedFile) => itemsOf(site, file);
  const everyEntry = source.issues.flatMap(({ entries }) => entries);
  const dayOf = (id: string): string =>
    source.issues.find(({ slug }) => id.split(/[/]/)[1] === slug)?.date ?? "unknown";

  it.each(feedFiles)("have ids in %s that never change", (file) => {
    const kind = file.startsWith("entries/") ? "entries" : "issues";
    const known = new Map(Object.entries(ids)).get(newsletter.content)?.[kind];
    // Ids are added with every issue; none goes or changes, or readers show old items as new.
    expect(items(file).map(({ id }) => id)).toEqual(expect.arrayContaining(known ?? ["none"]));
  });

  it.each(feedFiles)("say in %s where it stands, and with which type", (file) => {
    const address = source.address + file;
    if (file.endsWith(".json")) {
      expect(jsonFeedSchema.parse(JSON.parse(feedText(site, file))).feed_url).toBe(address);
      return;
    }
    const name = file.endsWith("atom.xml") ? "link" : "atom:link";
    const selves = elements(xml(feedText(site, file)), name).filter(
      ({ attribs }) => attribs["rel"] === "self",
    );
    expect(selves.map(({ attribs }) => attribs)).toEqual([
      { href: address, rel: "self", type: feedType(file) },
    ]);
  });

  it("are made known with their type and title by every page", () => {
    const expected = (["feed.xml", "atom.xml", "feed.json"] as const).map((file) => ({
      type: feedType(file),
      href: source.address + file,
    }));
    for (const page of site.pages) {
      const file = page.endsWith("/") || page === "" ? `${page}index.html` : page;
      const links = htmlElements(readFileSync(join(site.folder, file), "utf8")).filter(
        ({ name, attribs }) => name === "link" && attribs["rel"] === "alternate",
      );
      expect(
        links.map(({ attribs: { type, href } }) => ({ type, href })),
        page,
      ).toEqual(expect.arrayContaining(expected));
      for (const { attribs } of links) {
        expect(attribs["title"], page).toBeTruthy();
        const path = (attribs["href"] ?? "").slice(source.address.length);
        expect(existsSync(join(site.folder, path)), `${page}: ${path}`).toBe(true);
      }
    }
  });

  it.each(feedFiles)("say in %s the language of the prose", (file) => {
    const text = feedText(site, file);
    const language = file.endsWith(".json")
      ? jsonFeedSchema.parse(JSON.parse(text)).language
      : file.endsWith("atom.xml")
        ? xml(text).attribs["xml:lang"]
        : textOf(child(xml(text), "channel"), "language");
    expect(language).toBe(source.language);
  });

  it.each(feedFiles)("take the dates in %s from the content, not from the clock", (file) => {
    for (const { id, published, updated } of items(file)) {
      expect(new Date(published).toISOString().slice(0, 10), id).toBe(dayOf(id));
      if (updated !== undefined) expect(new Date(updated) >= new Date(published), id).toBe(true);
    }
    const text = feedText(site, file);
    if (file.endsWith(".json")) return;
    const changed = file.endsWith("atom.xml")
      ? textOf(xml(text), "updated")
      : textOf(child(xml(text), "channel"), "lastBuildDate");
    const days = source.issues.map(({ date }) => date).toSorted();
    expect(new Date(changed).toISOString().slice(0, 10)).toBe(days.at(-1));
  });

  it.each(feedFiles)(
    "give each entry of the content one item in %s, in words that are whole",
    (file) => {
      const all = items(file);
      expect(all).toHaveLength(
        file.startsWith("entries/") ? everyEntry.length : source.issues.length,
      );
      for (const issue of source.issues) {
        for (const entry of issue.entries) {
          const item = all.find(({ id }) =>
            id.endsWith(file.startsWith("entries/") ? `entry/${entry.id}` : `issue/${issue.slug}`),
          );
          const { html = "" } = item ?? {};
          const said = letters(html);
          for (const paragraph of entry.paragraphs) expect(said).toContain(paragraph);
          for (const { title } of entry.readMore) expect(said).toContain(letters(title));
          const links = htmlElements(html).map(({ attribs }) => attribs["href"]);
          const read = [
            ...entry.links,
            ...entry.readMore.map(({ url }) => url),
            entry.url ?? links[0],
          ];
          expect(links).toEqual(expect.arrayContaining(read));
        }
      }
    },
  );

  it.each(feedFiles)("put each opinion in %s under the name of its giver", (file) => {
    for (const entry of everyEntry.filter(({ opinions }) => opinions.length > 0)) {
      const item = items(file).find(({ id }) => id.endsWith(`entry/${entry.id}`));
      const html =
        item?.html ??
        items(file)
          .map((whole) => whole.html)
          .join();
      const quoted = htmlElements(html)
        .filter(({ name }) => name === "blockquote")
        .map((quote) => textOf(quote, "h4"));
      for (const giver of entry.opinions) {
        expect(
          quoted.some((heading) => heading.includes(giver)),
          `${entry.id}: ${giver}`,
        ).toBe(true);
      }
    }
  });

  it.each(feedFiles)("use in %s plain elements alone: no program, no control, no style", (file) => {
    const allowed: Readonly<Record<string, readonly string[]>> = {
      a: ["href"],
      img: ["src", "alt", "width", "height"],
      th: ["scope"],
    };
    const plain =
      "a blockquote br code em figcaption figure h2 h3 h4 hr img li ol p pre small strong sub sup table tbody td th thead tr ul".split(
        " ",
      );
    for (const { id, html } of items(file)) {
      for (const { name, attribs } of htmlElements(html)) {
        expect(plain, id).toContain(name);
        for (const attribute of Object.keys(attribs)) {
          expect(allowed[name] ?? [], `${id}: <${name}>`).toContain(attribute);
        }
      }
    }
  });

  it.each(feedFiles)("have no address in %s that is not absolute", (file) => {
    for (const { id, address, html } of items(file)) {
      expect(address).toMatch(/^https?:\/\//);
      for (const { attribs } of htmlElements(html)) {
        for (const name of ["href", "src"]) {
          if (name in attribs) expect(attribs[name], id).toMatch(/^https?:\/\/[^/]/);
        }
      }
    }
  });

  it.each(feedFiles)("lead in %s to pages and fragments of this site that are there", (file) => {
    for (const { address, html } of items(file)) {
      const inner = [address, ...htmlElements(html).map(({ attribs }) => attribs["href"] ?? "")];
      for (const target of inner.filter((href) => href.startsWith(source.address))) {
        const { pathname, hash } = new URL(target);
        const path = join(site.folder, pathname.slice(newsletter.root.length), "index.html");
        expect(existsSync(path), target).toBe(true);
        if (hash !== "") expect(readFileSync(path, "utf8")).toContain(`id="${hash.slice(1)}"`);
      }
    }
  });

  it.each(xmlFiles)("are read from %s by a feed reader’s own parser as they were meant", (file) => {
    const feed = parseFeed(feedText(site, file));
    expect(feed.meta).toEqual(
      file.endsWith("atom.xml")
        ? { type: "atom", version: "1.0" }
        : { type: "rss", version: "2.0" },
    );
    expect(feed.language).toBe(source.language);
    expect(feed.url).toBe(source.address);
    expect(
      feed.items.map(({ id, title, url, published, content, authors }) => ({
        id,
        title,
        url,
        published: published?.toISOString().slice(0, 10),
        words: letters(content ?? ""),
        authors: authors.map(({ name }) => name),
      })),
    ).toEqual(
      items(file).map(({ id, title, address, html, authors }) => ({
        id,
        title,
        url: address,
        published: dayOf(id),
        words: letters(html),
        authors,
      })),
    );
  });

  it.each(["feed", "entries/feed"] as const)("say the same in all three formats of %s", (base) => {
    const [rss, atom, json] = [
      items(`${base}.xml`),
      items(base === "feed" ? "atom.xml" : "entries/atom.xml"),
      items(`${base}.json`),
    ].map((all) =>
      all.map(({ id, title, address, authors, categories, html }) => ({
        id,
        title,
        address,
        authors,
        categories,
        html,
      })),
    );
    expect(atom).toEqual(rss);
    expect(json).toEqual(rss);
  });

  it.each(feedFiles)("stay in %s below the size that is a burden", (file) => {
    expect(Buffer.byteLength(feedText(site, file))).toBeLessThan(250_000);
  });

  describe.each(rssFiles)("as RSS 2.0, %s", (file) => {
    const channel = child(xml(feedText(site, file)), "channel");
    const rssItems = elements(channel, "item");

    it("has title, link and description", () => {
      expect(textOf(channel, "title")).not.toBe("");
      expect(textOf(channel, "link")).toBe(source.address);
      expect(textOf(channel, "description")).not.toBe("");
    });

    it("gives every item one guid that is no address and no number, and shares it with none", () => {
      const guids = rssItems.map((item) => child(item, "guid"));
      for (const { attribs } of guids) expect(attribs).toEqual({ isPermaLink: "false" });
      const values = items(file).map(({ id }) => id);
      for (const value of values) expect(value).toMatch(/^tag:[^,]+,\d{4}:/);
      expect(new Set(values).size).toBe(values.length);
    });

    it("writes dates with a four-digit year, English names and the zone", () => {
      const shape =
        /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
      for (const { published } of items(file)) {
        expect(published).toMatch(shape);
        // The day's name is the date's.
        expect(new Date(published).toUTCString()).toBe(published);
      }
      expect(textOf(channel, "lastBuildDate")).toMatch(shape);
    });

    it("puts the description before the content, which some readers take instead", () => {
      for (const item of rssItems) {
        const names = children(item).map(({ name }) => name);
        expect(names.indexOf("description")).toBeGreaterThanOrEqual(0);
        expect(names.indexOf("description")).toBeLessThan(names.indexOf("content:encoded"));
      }
    });

    it("names each writer in a dc:creator of their own, and no bare author", () => {
      for (const item of rssItems) {
        expect(children(item).map(({ name }) => name)).not.toContain("author");
      }
      for (const { id, authors } of items(file)) {
        expect(authors.length, id).toBeGreaterThan(0);
        for (const author of authors) expect(author).not.toMatch(/,|@/);
      }
      for (const entry of file.startsWith("entries/") ? everyEntry : []) {
        const item = items(file).find(({ id }) => id.endsWith(`entry/${entry.id}`));
        const writers = entry.summarisedBy.length > 0 ? entry.summarisedBy : [source.publisher];
        expect(item?.authors).toHaveLength(writers.length);
      }
    });
  });

  describe.each(atomFiles)("as Atom, %s", (file) => {
    const feed = xml(feedText(site, file));
    const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

    it("has an id of its own, a title and the moment of its newest change", () => {
      expect(textOf(feed, "id")).toMatch(/^tag:[^,]+,\d{4}:/);
      expect(items(file).map(({ id }) => id)).not.toContain(textOf(feed, "id"));
      expect(textOf(feed, "title")).not.toBe("");
      expect(textOf(feed, "updated")).toMatch(rfc3339);
    });

    it("gives every entry id, dates, a page and its content with the base of its addresses", () => {
      for (const entry of elements(feed, "entry")) {
        expect(textOf(entry, "published")).toMatch(rfc3339);
        expect(textOf(entry, "updated")).toMatch(rfc3339);
        const { href, ...link } = pageLink(entry);
        expect(link).toEqual({ rel: "alternate", type: "text/html" });
        expect(child(entry, "content").attribs).toEqual({ type: "html", "xml:base": href });
      }
    });

    it.skipIf(!file.startsWith("entries/"))(
      "ties each response to the entry that it answers",
      () => {
        for (const { id, respondsTo } of everyEntry) {
          const entry = elements(feed, "entry").find((one) => textOf(one, "id").endsWith(`/${id}`));
          const ties = entry === undefined ? [] : elements(entry, "thr:in-reply-to");
          const expected =
            respondsTo === undefined
              ? []
              : [
                  {
                    ref: textOf(feed, "id").replace(/:[^:]*$/, `:entry/${respondsTo}`),
                    href: `${source.address}issues/${respondsTo}/`,
                    type: "text/html",
                  },
                ];
          expect(
            ties.map(({ attribs }) => attribs),
            id,
          ).toEqual(expected);
        }
      },
    );
  });

  it.each(jsonFiles)("keep in %s to JSON Feed 1.1, version first", (file) => {
    const parsed: unknown = JSON.parse(feedText(site, file));
    expect(Object.keys(parsed as object)[0]).toBe("version");
    expect(jsonFeedSchema.safeParse(parsed).error?.issues).toBeUndefined();
  });
});
