import * as fc from "fast-check";
import { DomUtils, parseDocument } from "htmlparser2";
import { describe, expect, it } from "vitest";

import { entryTag, issueTag } from "#newsletter/addresses.ts";
import { firstPaths, movedTo, redirectPage, redirectsFile } from "#newsletter/redirects.ts";

import { entryText, problemsOf, settings } from "./sample.ts";

const tag = "tag:example.org,2026:";
const newsletter = { address: "https://example.org/n/", language: "en", words: {} };

/** The problems of a newsletter with an issue 001, an entry `there` and these lines under `moved`. */
function told(moved: Readonly<Record<string, string>>): string[] {
  return problemsOf({
    "newsletter.yaml": `${settings}moved: ${JSON.stringify(moved)}\n`,
    "issues/001/there.md": entryText("There"),
  });
}

describe("a moved address", () => {
  it("is taken with a fragment, from an old site, and for a feed", () => {
    expect(
      told({
        "issues/001/gone/": "issues/001/#there",
        "2019/07/an-old-page.html": "issues/001/there/",
        "p/62/": "",
        "rss.xml": "feed.xml",
      }),
    ).toEqual([]);
  });

  it.each([
    ["/issues/001/x/", "issues/001/", "an old address is a path within the site"],
    ["issues/../x/", "issues/001/", "an old address is a path within the site"],
    ["no-slash", "issues/001/", "an old address is a path within the site"],
    ["old/*", "issues/001/", "an old address is a path within the site"],
    ["old/", "https://example.org/", "a new address is a path within the site"],
    ["old/", "old/", "leads to itself"],
    ["old.xml", "issues/001/", "a file leads to one that ends in .xml as well"],
    ["old/", "feed.xml", "a page leads to a page"],
    ["issues/001/there/", "issues/001/", "is a page of this newsletter"],
    ["old/", "issues/001/ther/", 'there is no such issue or entry; did you mean "001/there"?'],
  ])("is refused in one sentence when %s leads to %s", (from, to, sentence) => {
    const problems = told({ [from]: to });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`newsletter.yaml: moved.${from}: `);
    expect(problems[0]).toContain(sentence);
  });

  it("leads on in one step and in no circle", () => {
    expect(told({ "a/": "b/", "b/": "issues/001/" })).toEqual([
      'newsletter.yaml: moved.a/: "b/" has moved on itself; write issues/001/',
    ]);
    expect(told({ "a/": "b/", "b/": "a/" })).toEqual([
      'newsletter.yaml: moved.a/: "b/": the lines lead in a circle; name the page that is there',
      'newsletter.yaml: moved.b/: "a/": the lines lead in a circle; name the page that is there',
    ]);
  });

  it("takes along what stood below it, the nearest folder first", () => {
    const moved = { "people/a/": "people/b/", "people/a/old/": "archive/", "x/": "y/#part" };
    expect(movedTo(moved, "people/a/feed.xml")).toBe("people/b/feed.xml");
    expect(movedTo(moved, "people/a/old/page/")).toBe("archive/page/");
    expect(movedTo(moved, "people/ab/")).toBeUndefined();
    expect(movedTo(moved, "x/page/")).toBeUndefined();
  });

  it("never leads anywhere but by a line that stands there, whatever the paths", () => {
    const path = fc
      .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 })
      .map((names) => `${names.join("/")}/`);
    fc.assert(
      fc.property(fc.dictionary(path, path, { maxKeys: 5 }), path, (moved, asked) => {
        const to = movedTo(moved, asked);
        // The longest line that begins the path, found the slow way.
        const [best] = Object.keys(moved)
          .filter((from) => asked.startsWith(from))
          .toSorted((a, b) => b.length - a.length);
        expect(to).toBe(
          best === undefined ? undefined : (moved[best] ?? "") + asked.slice(best.length),
        );
      }),
    );
  });
});

const idOf = (
  moved: Readonly<Record<string, string>>,
  published: readonly string[],
  entry: string,
): string =>
  entryTag(
    {
      tag,
      firstPaths: firstPaths(
        { tag, moved },
        published.map((one) => tag + one),
      ),
    },
    entry,
  ).slice(tag.length);

describe("the feed id of what has moved", () => {
  it("is that of its first address", () => {
    const moved = { "issues/007/a/": "issues/007/b/" };
    expect(idOf(moved, [], "007/b")).toBe("entry/007/a");
    expect(idOf(moved, ["entry/007/a"], "007/b")).toBe("entry/007/a");
    expect(idOf(moved, [], "007/c")).toBe("entry/007/c");
  });

  it("is that of the first of several, whatever the order of the lines", () => {
    const published = ["entry/007/a"];
    const moved = { "issues/007/b/": "issues/007/c/", "issues/007/a/": "issues/007/c/" };
    expect(idOf(moved, published, "007/c")).toBe("entry/007/a");
  });

  it("stays its own when another entry is joined to one that was out already", () => {
    const moved = { "issues/007/a/": "issues/007/c/" };
    expect(idOf(moved, ["entry/007/a", "entry/007/c"], "007/c")).toBe("entry/007/c");
  });

  it("goes with the folder of an issue that is renamed, for what was out by then", () => {
    const moved = { "issues/7/": "issues/007/" };
    const published = ["issue/7", "entry/7/a"];
    expect(idOf(moved, published, "007/a")).toBe("entry/7/a");
    expect(idOf(moved, published, "007/new")).toBe("entry/007/new");
    const first = firstPaths(
      { tag, moved },
      published.map((one) => tag + one),
    );
    expect(issueTag({ tag, firstPaths: first }, "007")).toBe(`${tag}issue/7`);
  });

  it("is not that of an old site's page, which no feed had", () => {
    expect(idOf({ "2019/old.html": "issues/007/a/" }, [], "007/a")).toBe("entry/007/a");
  });
});

describe("the page at an old address", () => {
  const html = redirectPage(newsletter, { from: "a/", to: 'b/#x"<y>&' });
  const page = parseDocument(html);
  const attribute = (name: string, where: (at: Readonly<Record<string, string>>) => boolean) =>
    DomUtils.getElementsByTagName(name, page).find(({ attribs }) => where(attribs))?.attribs;

  it("leads on by itself and by a link, on any host and under a path", () => {
    const content = attribute("meta", (at) => at["http-equiv"] === "refresh")?.["content"];
    expect(content).toBe("0; url=/n/b/#x%22%3Cy%3E&");
    expect(attribute("a", () => true)?.["href"]).toBe("/n/b/#x%22%3Cy%3E&");
  });

  it("tells search engines the new address alone", () => {
    expect(attribute("meta", (at) => at["name"] === "robots")?.["content"]).toBe("noindex");
    expect(attribute("link", (at) => at["rel"] === "canonical")?.["href"]).toBe(
      "https://example.org/n/b/",
    );
  });
});

const many = (count: number, length = 10) =>
  Array.from({ length: count }, (_, i) => ({ from: `${"x".repeat(length)}${i}/`, to: "feed/" }));

describe("_redirects", () => {
  it("names every address from the host's root, letters of any language as hosts read them", () => {
    const { text, leftOut } = redirectsFile(newsletter, [{ from: "über/uns/", to: "b/#x" }]);
    expect(text).toBe("/n/%C3%BCber/uns/ /n/b/#x 301\n");
    expect(leftOut).toBe(0);
  });

  it("ends before Cloudflare stops reading, by lines and by bytes", () => {
    const lines = redirectsFile(newsletter, many(2500));
    expect(lines.text.split("\n").filter(Boolean)).toHaveLength(2000);
    expect(lines.leftOut).toBe(500);
    const bytes = redirectsFile(newsletter, many(1500, 150));
    expect(Buffer.byteLength(bytes.text)).toBeLessThanOrEqual(100_000);
    expect(bytes.text.endsWith(" 301\n")).toBe(true);
    expect(bytes.text.split("\n").filter(Boolean).length + bytes.leftOut).toBe(1500);
  });
});
