/** What a rebuild, a correction and a new title do to the feeds. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { buildSite } from "../site/built.ts";
import { child, feedFiles, feedText, itemsOf, jsonFeedSchema, textOf, xml } from "./feed-files.ts";

const fixture = "test/fixtures/newsletter";
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("a second build of the same content, elsewhere on the disk", () => {
  const first = buildSite("content", "/");
  const second = buildSite(copyOf("content"), "/");

  it.each(feedFiles)("writes %s anew to the last byte, so that nobody fetches it again", (file) => {
    expect(feedText(second, file)).toBe(feedText(first, file));
  });

  it("draws the pictures of the feeds anew to the last byte", () => {
    const pictures = [...feedText(first, "feed.json").matchAll(/figures\/[^"\\]+\.png/g)];
    expect(pictures.length).toBeGreaterThan(0);
    for (const [path] of pictures) {
      const [a, b] = [first, second].map(({ folder }) => readFileSync(join(folder, path)));
      expect(a?.equals(b ?? Buffer.alloc(0)), path).toBe(true);
    }
  });
});

describe("an entry that is corrected and gets another title", () => {
  const before = buildSite(fixture, "/my-newsletter/");
  const changed = copyOf(fixture);
  const path = join(changed, "issues/001/muster-in-daten.md");
  const [, front = "", body = ""] =
    /^---\n([^]*?)\n---\n([^]*)$/.exec(readFileSync(path, "utf8")) ?? [];
  const retitled = front.replace("title: Muster in Daten", "title: Muster in <vielen> & Daten");
  const corrections = 'corrections: [{ date: 2025-04-02, text: "Es sind 12 & nicht 20 Muster." }]';
  writeFileSync(path, `---\n${retitled}\n${corrections}\n---\n${body}`);
  appendFileSync(path, "\nEin Absatz mehr.\n");
  const after = buildSite(changed, "/my-newsletter/");

  it.each(feedFiles)("keeps every id, address and day of publication in %s", (file) => {
    const lasting = (site: typeof before) =>
      itemsOf(site, file).map(({ id, address, published }) => ({ id, address, published }));
    expect(lasting(after)).toEqual(lasting(before));
  });

  it.each(["entries/atom.xml", "entries/feed.json"] as const)(
    "is updated on the day of the correction in %s, and it alone",
    (file) => {
      const [corrected, ...others] = itemsOf(after, file).toSorted(
        (one, other) => Number(isIt(other)) - Number(isIt(one)),
      );
      expect(corrected?.updated?.slice(0, 10)).toBe("2025-04-02");
      const days = (site: typeof before): (string | undefined)[] =>
        itemsOf(site, file)
          .filter((item) => !isIt(item))
          .map(({ updated }) => updated);
      expect(others.length).toBeGreaterThan(0);
      expect(days(after)).toEqual(days(before));
    },
  );

  it.each(["atom.xml", "feed.json"] as const)("updates its whole issue in %s", (file) => {
    expect(itemsOf(after, file).map(({ updated }) => updated?.slice(0, 10))).toEqual([
      "2025-04-02",
    ]);
  });

  it("moves the feeds’ own date to the day of the correction", () => {
    const channel = child(xml(feedText(after, "feed.xml")), "channel");
    expect(textOf(channel, "lastBuildDate")).toBe("Wed, 02 Apr 2025 08:10:00 GMT");
    expect(textOf(xml(feedText(after, "atom.xml")), "updated")).toMatch(/^2025-04-02T/);
  });

  it("leaves its translation as it is, and says on its page that the original has changed", () => {
    const page = "en/issues/001/muster-in-daten/index.html";
    const said = "The original has changed since this translation.";
    expect(feedText(before, page)).not.toContain(said);
    expect(feedText(after, page)).toContain(said);
    for (const file of ["en/entries/feed.xml", "en/entries/atom.xml", "en/entries/feed.json"]) {
      expect(feedText(after, file)).toBe(feedText(before, file));
    }
  });

  it.each(feedFiles)(
    "tells the correction and the new title in %s, special characters and all",
    (file) => {
      const item = itemsOf(after, file).find(isIt) ?? itemsOf(after, file)[0];
      expect(item?.html).toContain("Es sind 12 &amp; nicht 20 Muster.");
      expect(item?.html).toContain("2. April 2025");
      expect(item?.html).toContain("Ein Absatz mehr.");
      if (file.startsWith("entries/")) expect(item?.title).toBe("Muster in <vielen> & Daten");
      else expect(item?.html).toContain("Muster in &lt;vielen&gt; &amp; Daten</a></h3>");
      if (file.endsWith(".json")) jsonFeedSchema.parse(JSON.parse(feedText(after, file)));
    },
  );
});

function isIt({ id }: { readonly id: string }): boolean {
  return id.endsWith("muster-in-daten");
}

/** The content in a temporary folder. */
function copyOf(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "retort-content-"));
  folders.push(folder);
  cpSync(content, folder, { recursive: true });
  return folder;
}
