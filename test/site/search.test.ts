import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { writeSearchIndex } from "../../scripts/build/search-index.ts";
import { readContent } from "../../scripts/content.ts";
import { buildSite } from "./built.ts";
import { newsletters } from "./newsletters.ts";

describe.each(newsletters)("the search index of $name", ({ content, root }) => {
  const site = buildSite(content, root);
  const { newsletter, issues, entries, translations } = readContent(content);
  const languages = [
    newsletter.language,
    ...new Set(translations.map(({ language }) => language)),
  ].toSorted();
  const folder = join(site.folder, "pagefind");
  const pages = (language: string): number =>
    language === newsletter.language
      ? issues.length + entries.length
      : translations.filter((one) => one.language === language).length;

  it("holds every entry and every issue's opening once, and no other page", () => {
    const told: unknown = JSON.parse(readFileSync(join(folder, "languages.json"), "utf8"));
    expect(told).toEqual(
      Object.fromEntries(
        languages.map((language) => [language, { pages: pages(language), shards: 1 }]),
      ),
    );
    for (const language of languages) {
      const entry = readFileSync(join(folder, language, "1/pagefind-entry.json"), "utf8");
      expect(entry).toContain(`"page_count":${pages(language)}}`);
    }
  });

  it("brings nothing but the index and the program that asks it", () => {
    const programs = filesIn(folder).filter((file) => /\.(?:js|css|html)$/.test(file));
    expect(programs.toSorted()).toEqual(
      languages.map((language) => `${language}/1/pagefind-worker.js`),
    );
  });

  it("has the same bytes when it is made anew", { timeout: 60_000 }, async () => {
    const other = mkdtempSync(join(tmpdir(), "retort-search-"));
    try {
      for (const place of ["", ...languages.map((language) => `${language}/`)]) {
        const from = join(site.folder, place, "issues");
        if (existsSync(from)) cpSync(from, join(other, place, "issues"), { recursive: true });
      }
      await writeSearchIndex(other, { cached: false });
      const made = join(other, "pagefind");
      expect(filesIn(made)).toEqual(filesIn(folder));
      for (const file of filesIn(made)) {
        const same = readFileSync(join(made, file)).equals(readFileSync(join(folder, file)));
        expect(same, file).toBe(true);
      }
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .toSorted();
}
