/** Feeds of one category or person, on the sites as built. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parseOpml } from "feedsmith";
import { describe, expect, it } from "vitest";

import { htmlElements, itemsOf, jsonFeedSchema } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";

describe.each(newsletters)("the feeds of parts of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const folders = ["categories", "people"].flatMap((kind) =>
    readdirSync(join(site.folder, kind), { withFileTypes: true })
      .filter((part) => part.isDirectory())
      .map(({ name }) => `${kind}/${name}/`),
  );
  const translated = source.languages
    .flatMap((language) => [`${language}/`, `${language}/entries/`])
    .filter((folder) => existsSync(join(site.folder, folder, "feed.xml")));
  /** Entries that a page links to. */
  const listed = (folder: string): Set<string> => {
    const text = readFileSync(join(site.folder, folder, "index.html"), "utf8");
    const links = htmlElements(text).map(({ attribs }) => attribs["href"] ?? "");
    return new Set(links.filter((href) => /issues\/[^/]+\/[^/#]+\/$/.test(href)));
  };

  it("carry what the page of that category or person lists, in every format", () => {
    expect(folders.length).toBeGreaterThan(2);
    for (const folder of folders) {
      const expected = [...listed(folder)].map((path) => new URL(path, source.address).href);
      for (const file of ["feed.xml", "atom.xml", "feed.json"]) {
        const items = itemsOf(site, `${folder}${file}`);
        expect(items.map(({ address }) => address).toSorted(), folder + file).toEqual(
          expected.toSorted(),
        );
      }
    }
  });

  it("are the first that their page makes known", () => {
    for (const folder of folders) {
      const text = readFileSync(join(site.folder, folder, "index.html"), "utf8");
      const [first] = htmlElements(text).filter(({ attribs }) => attribs["rel"] === "alternate");
      expect(first?.attribs["href"]).toBe(`${source.address}${folder}feed.xml`);
    }
  });

  it("have a name of their own", () => {
    const titles = folders.map(
      (folder) =>
        jsonFeedSchema.parse(
          JSON.parse(readFileSync(join(site.folder, folder, "feed.json"), "utf8")),
        ).title,
    );
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("stand with all others in one OPML list, whose addresses exist", () => {
    const { body } = parseOpml(readFileSync(join(site.folder, "feeds.opml"), "utf8"));
    const addresses = body?.outlines?.map(({ xmlUrl = "" }) => xmlUrl) ?? [];
    expect(addresses.toSorted()).toEqual(
      [
        ...["", "entries/", ...translated, ...folders].map(
          (folder) => `${source.address}${folder}feed.xml`,
        ),
        ...(existsSync(join(site.folder, "podcast.xml")) ? [`${source.address}podcast.xml`] : []),
      ].toSorted(),
    );
    for (const { htmlUrl = "" } of body?.outlines ?? []) {
      const path = htmlUrl.slice(source.address.length);
      expect(existsSync(join(site.folder, path, "index.html")), htmlUrl).toBe(true);
    }
  });
});
