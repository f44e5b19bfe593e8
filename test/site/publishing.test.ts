/** What the built pages give machines: cards for sharing, twins, formulas, corrections. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { readContent } from "../../scripts/content.ts";
import { buildSite, htmlOf } from "./built.ts";
import { newsletters } from "./newsletters.ts";

describe.each(newsletters)("the built site of $name", ({ content, root }) => {
  const site = buildSite(content, root);
  const source = readContent(content);
  const { address } = source.newsletter;
  /** The file of the site that an absolute address names. */
  const fileAt = (url: string): string => join(site.folder, url.slice(address.length));
  const meta = (page: string, name: string): string[] =>
    [
      ...htmlOf(site, page).matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g),
    ].flatMap(([, key, value = ""]) => (key === name ? [value] : []));

  it("has a card for every page, of the size it says", () => {
    for (const page of site.pages) {
      const [image = ""] = meta(page, "og:image");
      expect(image.startsWith(address), page).toBe(true);
      const png = readFileSync(fileAt(image));
      // The header of a PNG (ISO/IEC 15948, 11.2.2).
      expect(png.toString("latin1", 1, 4)).toBe("PNG");
      const size = [png.readUInt32BE(16), png.readUInt32BE(20)].map(String);
      expect(size, page).toEqual(["1200", "630"]);
      expect([meta(page, "og:image:width")[0], meta(page, "og:image:height")[0]]).toEqual(size);
      expect(meta(page, "og:image:alt")[0], page).not.toBe("");
      expect(meta(page, "og:image:type")).toEqual(["image/png"]);
      expect(meta(page, "twitter:card")).toEqual(["summary_large_image"]);
    }
  });

  it("says on every issue and entry who wrote what, family name first", () => {
    for (const { id, data } of source.entries) {
      const page = `issues/${id}/`;
      expect(meta(page, "citation_title"), page).toHaveLength(1);
      expect(meta(page, "citation_title")[0], page).not.toBe(data.title);
      expect(meta(page, "citation_author").length, page).toBe(
        Math.max(1, data.summarisedBy.length),
      );
      expect(meta(page, "citation_publication_date")[0], page).toMatch(/^\d{4}\/\d\d\/\d\d$/);
      expect(meta(page, "citation_fulltext_html_url"), page).toEqual([address + page]);
      expect(meta(page, "citation_reference").length, page).toBeGreaterThan(0);
    }
  });

  it("has a twin in Markdown and one in JSON of every issue and entry, with all its words", () => {
    for (const { id, body } of [
      ...source.issues.map(({ slug, body: text }) => ({ id: slug, body: text })),
      ...source.entries,
    ]) {
      const page = htmlOf(site, `issues/${id}/`);
      const twins = [
        ...page.matchAll(/<link rel="alternate" type="([^"]+)"[^>]*? href="([^"]+)"/g),
      ];
      const [markdown = "", json = ""] = ["text/markdown", "application/json"].map((type) => {
        const [, , url = ""] = twins.find((twin) => twin[1] === type) ?? [];
        return readFileSync(fileAt(url), "utf8");
      });
      const [, front = "", prose = ""] = /^---\n([^]*?)\n---\n([^]*)$/.exec(markdown) ?? [];
      expect(parse(front), id).toMatchObject({ address: `${address}issues/${id}/` });
      const data = JSON.parse(json) as { html: string };
      const said = data.html.replaceAll(/<[^>]*>/g, "");
      expect(data, id).toMatchObject({ address: `${address}issues/${id}/` });
      for (const words of sentences(body)) {
        expect(letters(prose.replaceAll(/\]\([^)]*\)/g, "]")), `${id}.md`).toContain(words);
        expect(letters(unescaped(said)), `${id}.json`).toContain(words);
      }
    }
  });

  it("shows formulas as MathML, and elsewhere as pictures that are there, their TeX as text", () => {
    const formulas = source.entries.flatMap(({ id, body }) =>
      [...body.matchAll(/\$\$\s*([^$]+?)\s*\$\$/g)].map(([, tex = ""]) => ({ id, tex })),
    );
    expect(formulas.length).toBeGreaterThan(0);
    const feed = readFileSync(join(site.folder, "feed.json"), "utf8");
    expect(feed).not.toContain("<math");
    const { items } = JSON.parse(feed) as { items: { content_html: string }[] };
    const html = items.map(({ content_html: text }) => text).join("\n");
    const pictures = [...html.matchAll(/<img src="([^"]*\/formulas\/[^"]+)" alt="([^"]*)"/g)];
    for (const { id, tex } of formulas) {
      expect(unescaped(htmlOf(site, `issues/${id}/`)), tex).toContain(`application/x-tex">${tex}<`);
      expect(
        pictures.map(([, , alt = ""]) => unescaped(alt)),
        id,
      ).toContain(tex);
    }
    for (const [, url = ""] of pictures) expect(existsSync(fileAt(url)), url).toBe(true);
  });
});

describe("a correction of a passage", () => {
  const site = buildSite("test/fixtures/newsletter", "/my-newsletter/");
  const page = htmlOf(site, "issues/001/masse-fuer-muster/");

  it("stands under the passage, with its day and its maker in words", () => {
    expect(page).toMatch(
      /für \$60 im Ganzen[^]*?<\/p>\s*<p class="correction"><strong>Berichtigung vom 1\. März 2025, von Jana Vogel:<\/strong> Es sind 12 &amp; nicht 20 Muster\.<\/p>/,
    );
  });

  it("stands once, and what concerns no passage at the end", () => {
    expect(page.match(/Es sind 12/g)).toHaveLength(2);
    expect(page.indexOf("Klarstellung vom 1. März 2025")).toBeGreaterThan(
      page.indexOf("wundert mich nicht"),
    );
  });

  it("is listed on the page of the issue, and is in feeds and both parts of the mail", () => {
    expect(htmlOf(site, "issues/001/")).toMatch(/<h2 class="section-name">Berichtigungen<\/h2>/);
    for (const path of ["/feed.xml", "/entries/atom.xml", "-mail/001.html", "-mail/001.txt"]) {
      const file = readFileSync(`${site.folder}${path}`, "utf8").replaceAll(/\s+/g, " ");
      expect(file, path).toContain("von Jana Vogel");
    }
  });
});

/** The prose’s sentences without marks: what must stand in every form of it. */
function sentences(body: string): string[] {
  return body
    .split(/\n{2,}|(?<=[.!?])\s/)
    .filter((block) => !/[:<$|[{`]/.test(block))
    .map(letters)
    .filter((words) => words.length > 20);
}

function letters(text: string): string {
  return text.replaceAll(/\\n|[^\p{L}\p{N}]+/gu, "");
}

function unescaped(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
