import { array, assert, constantFrom, property } from "fast-check";
import { expect, it } from "vitest";

import { nodesOf, parseBody } from "#newsletter/tree.ts";

import { archiveContent } from "../../scripts/bench/archive-content.ts";
import { builders, mdxTwin, pagesOf, plainSite } from "../../scripts/bench/plain-sites.ts";

const archive = archiveContent({ issues: 6, entries: 200, people: 40 });
const bodyOf = (text: string): string => text.replace(/^---\n[\s\S]*?\n---\n/, "");

/** What stands there for a reader; a tag in Markdown counts as its text, since it is text in the twin. */
function wordsOf(body: string, format: "md" | "mdx"): string {
  return nodesOf(parseBody(body, format))
    .flatMap((node) => (node.type === "text" || node.type === "html" ? [node.value] : []))
    .join(" ");
}

it.each(builders)("gives %s a file of each entry, and no file of an issue", (builder) => {
  const files = plainSite(archive, builder).map(({ path }) => path);
  const entries = files.filter((path) => /\/work-\d+\.mdx?$/.test(path));
  expect(entries).toHaveLength(200);
  expect(new Set(files).size).toBe(files.length);
  expect(files.some((path) => path.includes("index.md"))).toBe(false);
});

it("expects a page of each entry and one that lists them", () => {
  expect(pagesOf(archive)).toBe(201);
});

it("leaves an entry in Markdown as it was written", () => {
  const texts = new Set(archive.map(({ text }) => text));
  for (const builder of ["astro-markdown", "eleventy"] as const) {
    const entries = plainSite(archive, builder).filter(({ path }) => path.includes("/work-"));
    expect(entries.every(({ text }) => texts.has(text))).toBe(true);
  }
});

it("says the same in an MDX module, demos and opinions as text", () => {
  const entries = archive.filter(({ path }) => path.includes("/work-"));
  expect(entries.some(({ text }) => text.includes("<Demo"))).toBe(true);
  for (const { text } of entries) {
    const twin = mdxTwin(text);
    expect(twin.startsWith(text.slice(0, text.length - bodyOf(text).length))).toBe(true);
    // What a directive names in braces is text in the twin, as is the directive itself.
    const plain = bodyOf(text).replaceAll(/^:::opinion\{(.*)\}$/gm, ":::opinion\\{$1}");
    expect(wordsOf(bodyOf(twin), "mdx")).toBe(wordsOf(plain, "md"));
  }
});

it("is MDX without code, whatever was written", () => {
  const marks = constantFrom("{", "}", "<", ">", "\\", "a", "=", "/", '"', " ", "\n");
  assert(
    property(array(marks, { maxLength: 40 }), (written) => {
      const twin = bodyOf(mdxTwin(`---\ntitle: "{x}"\n---\nThen ${written.join("")}`));
      const kinds = nodesOf(parseBody(twin, "mdx")).map(({ type }) => type);
      expect(kinds.filter((type) => type.startsWith("mdx"))).toEqual([]);
    }),
  );
});
