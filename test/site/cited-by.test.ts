import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { buildSite, htmlOf } from "./built.ts";

const site = buildSite("test/fixtures/newsletter", "/my-newsletter/");
const cited = "/my-newsletter/issues/001/muster-in-daten/";

it("leads from an entry to the one it names, and from there back, with the sentence", () => {
  expect(htmlOf(site, "issues/001/antwort-auf-muster/")).toContain(
    `<a href="${cited}">die Arbeit über <em>Muster</em></a>`,
  );
  const [section = ""] =
    /<section class="cited-by"[\s\S]*?<\/section>/.exec(
      htmlOf(site, "issues/001/muster-in-daten/"),
    ) ?? [];
  expect(section).toContain("Zitiert von");
  expect(section).toContain('href="/my-newsletter/issues/001/antwort-auf-muster/"');
  expect(section).toContain("an die Arbeit über Muster.</blockquote>");
});

it("leads there from feeds as well, by the whole address", () => {
  const feed = readFileSync(join(site.folder, "feed.json"), "utf8");
  expect(feed).toContain(`https://example.org${cited}`);
  expect(feed).not.toContain("muster-in-daten.md");
});

it("tells what to read first, and whom the tip came from", () => {
  const page = htmlOf(site, "issues/001/antwort-auf-muster/");
  expect(page).toMatch(/Vorher zu lesen:\s*Ein Lehrbuch der Statistik/);
  expect(page).toContain("Hinweis von Jana Vogel");
});
