import { describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { english } from "../../src/newsletter/words.ts";
import { buildSite, htmlOf } from "./built.ts";

describe("a newsletter in another language", () => {
  const content = "test/fixtures/newsletter";
  const site = buildSite(content, "/my-newsletter/");
  const { newsletter } = readContent(content);

  it("has a word of its own for every English one", () => {
    expect(Object.keys(newsletter.words).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it("shows no English interface word outside the guide and the experiments, which come with the project", () => {
    const translated = Object.values(newsletter.words).join("\n");
    const foreign = Object.values(english)
      .flatMap((text) => text.split(/\{\w+\}/))
      .map((text) => text.trim())
      .filter((text) => text.length > 2 && !has(translated, text));
    const found = site.pages
      .filter((page) => !/^(?:guide|experiments|en)\//.test(page))
      .flatMap((page) => {
        // The name of another language stands in that language.
        const words = visibleText(
          htmlOf(site, page).replaceAll(/<(\w+) [^>]*\blang="en"[^>]*>[^<]*<\/\1>/g, " "),
        );
        return foreign.filter((text) => has(words, text)).map((text) => `${page}: ${text}`);
      });
    expect(found).toEqual([]);
  });

  it("says its language on every page", () => {
    for (const page of site.pages) {
      const language = page.startsWith("en/") ? "en" : "de";
      expect(htmlOf(site, page)).toContain(`<html lang="${language}"`);
    }
  });
});

/** What is read or spoken: text, and the attributes that stand for text. */
function visibleText(html: string): string {
  const spoken = [
    ...html.matchAll(/ (?:aria-label|alt|title|content|data-done|data-count)="([^"]*)"/g),
  ];
  const text = html
    .replaceAll(/https?:[^\s"<]+/g, "")
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>|<pre[\s\S]*?<\/pre>/g, " ");
  return [text.replaceAll(/<[^>]*>/g, "\n"), ...spoken.map(([, value]) => value)].join("\n");
}

function has(text: string, words: string): boolean {
  const literal = words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<!\\p{L})${literal}(?!\\p{L})`, "u").test(text);
}
