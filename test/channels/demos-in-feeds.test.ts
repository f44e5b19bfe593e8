import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { children, elements, feedFiles, htmlElements, itemsOf } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";

const withDemos = newsletters.filter(({ content }) => content === "content");

describe.each(withDemos)("the feeds of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const demos = source.issues
    .flatMap(({ entries }) => entries)
    .filter(({ experiments }) => experiments.length > 0);

  it.each(feedFiles)(
    "show a demo in %s as a picture with size and words, linked to the live one",
    (file) => {
      expect(demos.length).toBeGreaterThan(0);
      for (const { id: entryId, experiments } of demos) {
        const own = itemsOf(site, file).find(({ id }) => id.endsWith(`entry/${entryId}`));
        // A feed of issues tells all entries of one in one item.
        const shown = own === undefined ? demos.flatMap((entry) => entry.experiments) : experiments;
        const html =
          own?.html ??
          itemsOf(site, file)
            .map((item) => item.html)
            .join();
        const formulas = `${source.address}formulas/`;
        const images = htmlElements(html).filter(
          ({ name, attribs }) => name === "img" && attribs["src"]?.startsWith(formulas) !== true,
        );
        expect(images.length).toBeGreaterThan(0);
        for (const { attribs, parent } of images) {
          const { src = "", alt = "", width, height } = attribs;
          expect(src).toMatch(/\.png$/);
          expect(alt.length).toBeGreaterThan(20);
          // Drawn at twice its size: sharp on any screen.
          const png = readFileSync(join(site.folder, src.slice(source.address.length)));
          expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
            2 * Number(width),
            2 * Number(height),
          ]);
          const live = parent !== null && "attribs" in parent ? parent.attribs["href"] : undefined;
          const { origin, pathname, hash, searchParams } = new URL(live ?? "");
          const id = searchParams.get("demo") ?? "";
          expect(shown).toContain(id);
          expect(origin + pathname + hash).toBe(`${source.address}experiments/${id}/#demo-${id}`);
          // The settings of the result that the picture shows.
          const { params } = JSON.parse(
            readFileSync(join(site.folder, `results/${id}/full.json`), "utf8"),
          ) as { params: Readonly<Record<string, unknown>> };
          for (const [name, value] of Object.entries(params)) {
            expect(searchParams.get(name), name).toBe(String(value));
          }
        }
      }
    },
  );

  it.each(feedFiles)("tell a demo in %s in a small table of numbers too", (file) => {
    const html = itemsOf(site, file)
      .map((item) => item.html)
      .join();
    const tables = htmlElements(html).filter(({ name }) => name === "table");
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      const rows = elements(table, "tr");
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(children(row).length).toBeLessThanOrEqual(5);
    }
  });
});
