import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { htmlElements, itemsOf } from "../channels/feed-files.ts";
import { buildSite, htmlOf } from "./built.ts";
import { newsletters } from "./newsletters.ts";

describe.each(newsletters)("the translations of $name", ({ content, root }) => {
  const site = buildSite(content, root);
  const { newsletter, translations } = readContent(content);
  const languages = [...new Set(translations.map(({ language }) => language))];
  const pages = translations.map(({ target, language }) => ({
    language,
    original: `issues/${target}/`,
    page: `${language}/issues/${target}/`,
  }));
  /** What a page's head says of its languages: language → address. */
  const alternates = (page: string): Record<string, string> =>
    Object.fromEntries(
      htmlElements(htmlOf(site, page)).flatMap(({ name, attribs: { rel, hreflang, href = "" } }) =>
        name === "link" && rel === "alternate" && hreflang !== undefined ? [[hreflang, href]] : [],
      ),
    );

  it("have a page each, in their language", () => {
    expect(pages.length).toBeGreaterThan(0);
    for (const { language, page } of pages) {
      expect(htmlOf(site, page)).toContain(`<html lang="${language}"`);
      expect(htmlOf(site, page)).toContain(`rel="canonical" href="${newsletter.address}${page}"`);
    }
  });

  it("and their originals name each other, themselves and the original as default; other pages name none", () => {
    const told = new Map(site.pages.map((page) => [page, alternates(page)]));
    for (const { language, original, page } of pages) {
      expect(told.get(page)).toMatchObject({
        [newsletter.language]: newsletter.address + original,
        [language]: newsletter.address + page,
        "x-default": newsletter.address + original,
      });
    }
    const naming = [...told].filter(([, named]) => Object.keys(named).length > 0);
    for (const [page, named] of naming) {
      for (const address of Object.values(named)) {
        expect(told.get(address.slice(newsletter.address.length)), page).toEqual(named);
      }
    }
    const originals = new Set(pages.map(({ original }) => original));
    expect(naming).toHaveLength(pages.length + originals.size + languages.length + 1);
  });

  it("are named in the sitemap as on the pages", () => {
    const sitemap = readFileSync(join(site.folder, "sitemap-0.xml"), "utf8");
    for (const [, address = "", rest = ""] of sitemap.matchAll(
      /<url><loc>([^<]+)<\/loc>(.*?)<\/url>/g,
    )) {
      const named = alternates(address.slice(newsletter.address.length));
      const links = [...rest.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)];
      expect(Object.fromEntries(links.map(([, tag, href]) => [tag, href])), address).toEqual(named);
    }
  });

  it("are links that readers see on every page of them, in the name of the language", () => {
    for (const { language, original, page } of pages) {
      for (const [at, to, tag] of [
        [page, original, newsletter.language],
        [original, page, language],
      ] as const) {
        const link = htmlElements(htmlOf(site, at)).find(
          ({ name, attribs }) => name === "a" && attribs["href"] === root + to,
        );
        expect(link?.attribs).toMatchObject({ hreflang: tag, lang: tag });
      }
    }
  });

  it("stand in feeds of their language, under ids of their own", () => {
    for (const language of languages) {
      const found = ["feed.json", "entries/feed.json"]
        .map((file) => `${language}/${file}`)
        .filter((file) => existsSync(join(site.folder, file)))
        .flatMap((file) => itemsOf(site, file));
      expect(found.map(({ address }) => address).toSorted()).toEqual(
        pages
          .filter((one) => one.language === language)
          .map(({ page }) => newsletter.address + page)
          .toSorted(),
      );
      const originals = [...itemsOf(site, "feed.json"), ...itemsOf(site, "entries/feed.json")];
      const ids = [...found, ...originals].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("say how to cite them, in files that are there", () => {
    for (const { language, page } of pages) {
      const [cited] = JSON.parse(
        readFileSync(join(site.folder, page, "citation.json"), "utf8"),
      ) as { URL: string; language: string }[];
      expect(cited).toMatchObject({ URL: newsletter.address + page, language });
    }
  });
});

describe("the English pages of a German newsletter", () => {
  const site = buildSite("test/fixtures/newsletter", "/my-newsletter/");
  const stale = "The original has changed since this translation.";

  it("tell in English when the original has changed, with a link to it, and only then", () => {
    const page = htmlOf(site, "en/issues/001/antwort-auf-muster/");
    const [banner = ""] = /<p class="banner">[\s\S]*?<\/p>/.exec(page) ?? [];
    expect(banner).toContain(stale);
    expect(banner).toContain('href="/my-newsletter/issues/001/antwort-auf-muster/"');
    expect(htmlOf(site, "en/issues/001/muster-in-daten/")).not.toContain(stale);
    expect(htmlOf(site, "issues/001/antwort-auf-muster/")).not.toContain(stale);
  });

  it("name who translated, and the work by its own title", () => {
    const page = htmlOf(site, "en/issues/001/muster-in-daten/");
    expect(page).toContain("Translated by Jana Vogel");
    expect(page).toContain('name="citation_reference" content="citation_title=Muster in Daten;');
  });

  it("lead to further works under their English titles, in feeds as well", () => {
    const link = 'href="https://example.org/muster/lang">The long version</a>';
    const item = itemsOf(site, "en/entries/feed.json").find(
      ({ title }) => title === "Patterns in Data",
    );
    for (const text of [htmlOf(site, "en/issues/001/muster-in-daten/"), item?.html ?? ""]) {
      expect(text).toContain(link);
      expect(text).not.toContain("Langfassung");
    }
    expect(htmlOf(site, "issues/001/muster-in-daten/")).toContain("Langfassung");
  });

  it("lead within the prose, from answers and from citations to English pages where there are any", () => {
    const answer = htmlOf(site, "en/issues/001/antwort-auf-muster/");
    expect(answer).toContain('href="/my-newsletter/en/issues/001/muster-in-daten/">the work on');
    expect(answer).toContain('href="/my-newsletter/issues/001/masse-fuer-muster/">measures');
    const [cited = ""] =
      /<section class="cited-by"[\s\S]*?<\/section>/.exec(
        htmlOf(site, "en/issues/001/muster-in-daten/"),
      ) ?? [];
    expect(cited).toContain('href="/my-newsletter/en/issues/001/antwort-auf-muster/"');
    expect(cited).toContain("It keeps to the work on patterns");
  });

  it("show what is not translated of an issue in its own language, marked as such", () => {
    const page = htmlOf(site, "en/issues/001/");
    expect(page).toContain('lang="de" id="masse-fuer-muster"');
    expect(page).toMatch(/id="muster-in-daten"/);
    expect(page).not.toMatch(/lang="de" id="muster-in-daten"/);
    expect(page).toContain("Nothing speaks for or against anything yet");
  });
});
