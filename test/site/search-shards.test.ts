import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, describe, expect, it } from "vitest";

import { writeSearchIndex } from "../../scripts/build/search-index.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A site of bare entries, so many of each language. */
function siteOf(counts: Readonly<Record<string, number>>): string {
  const site = mkdtempSync(join(tmpdir(), "retort-shards-"));
  folders.push(site);
  for (const [language, count] of Object.entries(counts)) {
    for (let i = 1; i <= count; i += 1) {
      const folder = join(site, "issues", String(i), language);
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, "index.html"),
        `<html lang="${language}"><body><article data-pagefind-body><h1>Number ${i}</h1><p>words ${i}</p></article></body></html>`,
      );
    }
  }
  return site;
}

const entryOf = (site: string, shard: string): string =>
  readFileSync(join(site, "pagefind", shard, "pagefind-entry.json"), "utf8");

describe("the shards of a search index", () => {
  it("are one language's each, and counted from the oldest page on", async () => {
    const site = siteOf({ en: 12, de: 3 });
    const languages = await writeSearchIndex(site, { cached: false, shardSize: 5 });
    expect(languages).toEqual({ de: { pages: 3, shards: 1 }, en: { pages: 12, shards: 3 } });
    expect(entryOf(site, "en/3")).toContain('"page_count":2');
    expect(entryOf(site, "de/1")).not.toContain('"en"');
  });

  it("stay as they are while newer pages come, past a number of more digits too", async () => {
    const [before, after] = [siteOf({ en: 9 }), siteOf({ en: 12 })];
    const options = { cached: false, shardSize: 5 };
    await writeSearchIndex(before, options);
    await writeSearchIndex(after, options);
    expect(entryOf(after, "en/1")).toBe(entryOf(before, "en/1"));
    expect(entryOf(after, "en/2")).not.toBe(entryOf(before, "en/2"));
  });
});
