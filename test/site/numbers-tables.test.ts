import { readFileSync } from "node:fs";
import { join } from "node:path";

import { DomUtils, parseDocument } from "htmlparser2";
import { expect, it } from "vitest";

import { builtNewsletter, newsletters } from "../channels/newsletters.ts";

/** Rows of every table of a page by its name, and what stands under it. */
function tables(page: string): Map<string, { rows: string[]; rest: string | undefined }> {
  const regions = DomUtils.getElementsByTagName("div", parseDocument(page)).filter(
    ({ attribs }) => attribs["role"] === "region",
  );
  return new Map(
    regions.map((region) => [
      region.attribs["aria-label"] ?? "",
      {
        rows: DomUtils.getElementsByTagName("tr", region)
          .slice(1)
          .map((row) => DomUtils.textContent(row)),
        rest: linkIn(DomUtils.nextElementSibling(region)),
      },
    ]),
  );
}

function linkIn(under: ReturnType<typeof DomUtils.nextElementSibling>): string | undefined {
  if (under === null) return undefined;
  return DomUtils.getElementsByTagName("a", under).at(0)?.attribs["href"];
}

const ours = newsletters.filter(({ content }) => content === "content");

it.each(ours)(
  "numbers under a figure of $name begin in the issue and are whole with the experiment",
  (newsletter) => {
    const { site, source } = builtNewsletter(newsletter);
    const page = (path: string) =>
      tables(readFileSync(join(site.folder, path, "index.html"), "utf8"));
    const entries = source.issues.flatMap((issue) => issue.entries);
    const cut = entries.flatMap(({ id: entry, experiments }) => {
      const told = page(`issues/${entry}`);
      return experiments.flatMap((id) => {
        const whole = page(`experiments/${id}`);
        return [...told]
          .filter(([name]) => name.startsWith(`Numbers of ${id},`))
          .filter(([name, { rows, rest }]) => {
            const all = whole.get(name)?.rows ?? [];
            expect(rows, name).toEqual(all.slice(0, 12));
            expect(rest, name).toBe(all.length > 12 ? `/experiments/${id}/` : undefined);
            expect(whole.get(name)?.rest, name).toBeUndefined();
            return rest !== undefined;
          });
      });
    });
    expect(cut.length).toBeGreaterThan(50);
  },
);
