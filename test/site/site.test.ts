import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { parseFeed } from "feedsmith";
import { describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { buildSite, htmlOf } from "./built.ts";
import { newsletters } from "./newsletters.ts";

describe.each(newsletters)("the built site of $name", ({ content, root }) => {
  const site = buildSite(content, root);
  const source = readContent(content);
  const html = (page: string): string => htmlOf(site, page);

  it("has every page that a reader may look for", () => {
    const expected = [
      "",
      "archive/",
      "database/",
      "experiments/",
      "subscribe/",
      "guide/",
      "404.html",
    ];
    expect(site.pages).toEqual(expect.arrayContaining(expected));
    const entries = source.entries.map(({ id }) => `issues/${id}/`);
    expect(site.pages).toEqual(expect.arrayContaining(entries));
  });

  it("carries a policy without inline scripts or styles on every page, and keeps to it", () => {
    for (const page of site.pages) {
      const text = html(page);
      expect(text).toContain('http-equiv="Content-Security-Policy"');
      // A block of data is not run, so the policy does not ask where it comes from.
      const code = text.replaceAll(
        /<script type="application\/(?:ld\+)?json">[^<]*<\/script>/g,
        "",
      );
      expect(code).not.toMatch(
        /unsafe-inline|'unsafe-eval'|<style|<script(?![^>]*\bsrc=)[^>]*>| style="| on[a-z]+="/,
      );
    }
  });

  it("loads at most 15 KB of script before the reader asks for more", () => {
    for (const page of site.pages) {
      const scripts = [...html(page).matchAll(/<script[^>]*src="([^"]+)"/g)].map(
        ([, address = ""]) => address,
      );
      const bytes = scripts
        .map(
          (address) =>
            brotliCompressSync(readFileSync(join(site.folder, address.slice(root.length)))).length,
        )
        .reduce((sum, size) => sum + size, 0);
      expect(bytes, page).toBeLessThan(15_000);
    }
  });

  it.each(["feed.xml", "atom.xml", "feed.json"])("says all entries whole in %s", (file) => {
    const text = readFileSync(join(site.folder, "entries", file), "utf8");
    const { feed } = parseFeed(text);
    const items =
      "items" in feed ? (feed.items ?? []) : "entries" in feed ? (feed.entries ?? []) : [];
    expect(items).toHaveLength(source.entries.length);
    for (const { data, body } of source.entries) {
      const item = items.find(
        ({ title }) => (typeof title === "string" ? title : title?.value) === data.title,
      );
      const said = contentOf(item);
      const words = plain(said);
      for (const paragraph of paragraphs(body)) expect(words).toContain(paragraph);
      for (const { url } of data.readMore) expect(said).toContain(url);
      expect(said).not.toMatch(
        /<(?:script|style|svg|canvas|iframe|form|button)| (?:src|href)="(?!https?:)/,
      );
    }
  });
});

describe("the feeds of this newsletter", () => {
  const site = buildSite("content", "/");

  it("show a demo as absolute PNGs with alternative text and a link to the live one", () => {
    const text = readFileSync(join(site.folder, "feed.json"), "utf8");
    const { items } = JSON.parse(text) as { items: { content_html: string }[] };
    const images = [
      ...(items[0]?.content_html ?? "").matchAll(/<a href="([^"]+)">\s*<img ([^>]+)>/g),
    ];
    expect(images.length).toBeGreaterThan(2);
    for (const [, address = "", attributes = ""] of images) {
      expect(address).toMatch(/^https:\/\/retort\.example\/experiments\/[a-z-]+\/\?demo=/);
      const [, src = ""] = /src="https:\/\/retort\.example\/([^"]+\.png)"/.exec(attributes) ?? [];
      expect(existsSync(join(site.folder, src)), src).toBe(true);
      expect(attributes).toMatch(/alt="[^"]{20,}/);
    }
  });
});

function contentOf(item: unknown): string {
  const found = item as
    | { content_html?: string; content?: { encoded?: string; value?: string } }
    | undefined;
  return found?.content_html ?? found?.content?.encoded ?? found?.content?.value ?? "";
}

/** Letters and digits only: markup, typography and entities do not count. */
function plain(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:#\d+|#x[0-9a-f]+|\w+);/gi, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** The paragraphs of a Markdown body as plain letters; tags and directives' own lines left out. */
function paragraphs(body: string): string[] {
  return body
    .replaceAll(/\$\$[^]*?\$\$/g, "\n\n")
    .split(/\n{2,}|^:::.*$/m)
    .map((paragraph) =>
      paragraph
        .replaceAll(/^<[A-Z].*$/gm, "")
        .replaceAll(/\]\([^)]*\)/g, "]")
        .replaceAll(/:sidenote/g, ""),
    )
    .map(plain)
    .filter((paragraph) => paragraph !== "");
}
