/** What the feeds as built say; `feed-rules.test.ts` has how they must say it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parseFeed } from "@rowanmanning/feed-parser";
import { describe, expect, it } from "vitest";

import {
  child,
  elements,
  type FeedFile,
  feedFiles,
  feedText,
  feedType,
  htmlElements,
  itemsOf,
  letters,
  textOf,
  xml,
} from "./feed-files.ts";
import ids from "./feed-ids.json" with { type: "json" };
import { builtNewsletter, newsletters } from "./newsletters.ts";
import { languageOf } from "./sources.ts";

const xmlFiles = feedFiles.filter((file) => file.endsWith(".xml"));

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

  it("are made known with their type and title by every page", () => {
    for (const page of site.pages) {
      const { root } = languageOf(source, page);
      const folder = existsSync(join(site.folder, root, "feed.xml")) ? root : `${root}entries/`;
      const expected = (["feed.xml", "atom.xml", "feed.json"] as const).map((name) => ({
        type: feedType(name),
        href: source.address + folder + name,
      }));
      const file = page.endsWith("/") || page === "" ? `${page}index.html` : page;
      const links = htmlElements(readFileSync(join(site.folder, file), "utf8")).filter(
        ({ name, attribs }) =>
          name === "link" && attribs["rel"] === "alternate" && attribs["hreflang"] === undefined,
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

  it.each(feedFiles)("name in %s whoever summarised an entry, else the publisher", (file) => {
    for (const entry of file.startsWith("entries/") ? everyEntry : []) {
      const item = items(file).find(({ id }) => id.endsWith(`entry/${entry.id}`));
      const writers = entry.summarisedBy.length > 0 ? entry.summarisedBy : [source.publisher];
      expect(item?.authors).toHaveLength(writers.length);
    }
  });

  it("tie each response to the entry that it answers", () => {
    const feed = xml(feedText(site, "entries/atom.xml"));
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
  });
});
