/** What remains of the built feeds behind the sanitisers of feed readers. */
import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { htmlElements, itemsOf, letters } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";
import { readers } from "./readers.ts";

describe.each(newsletters)("the feeds of $name", (newsletter) => {
  const { site } = builtNewsletter(newsletter);

  describe.each(readers)("in $name", ({ show }) => {
    it("lose no word, link, heading, quotation, list, table or figure, in any document", () => {
      const files = readdirSync(site.folder, { recursive: true })
        .map(String)
        .filter((file) => /(?:^|\/)(?:feed|atom)(?:-\d+)?\.(?:xml|json)$/.test(file));
      const contents = new Map(
        files.flatMap((file) => itemsOf(site, file).map(({ id, html }) => [html, `${file} ${id}`])),
      );
      expect(contents.size).toBeGreaterThan(2);
      for (const [html, place] of contents) {
        const shown = show(html);
        expect(letters(shown), place).toBe(letters(html));
        expect(outline(shown), place).toEqual(outline(html));
      }
    });
  });
});

it.each(readers)("is not blind: $name drops a program, not the words beside it", ({ show }) => {
  const shown = show(
    '<p>a<script>b()</script><x-note>c</x-note> <a href="https://example.org/">d</a> <a href="gopher:x">e</a></p>',
  );
  expect(letters(shown)).toBe("acde");
  expect(shown).not.toMatch(/script|gopher|x-note/);
  expect(shown).toContain("https://example.org/");
});

/** The elements that carry meaning, in order, with where they lead, what they show and what they say instead. */
function outline(html: string): string[] {
  const carrying =
    "a h2 h3 h4 h5 h6 blockquote ul ol li figure figcaption img table th td code pre".split(" ");
  return htmlElements(html)
    .filter(({ name }) => carrying.includes(name))
    .map(({ name, attribs: { href = "", src = "", alt = "", width = "", height = "" } }) =>
      [name, href, src, alt, width, height].filter((part) => part !== "").join(" "),
    );
}
