import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { type ProofSettings, proveSite, type ProvedSite } from "../../scripts/build/proof.ts";
import { givenOut, publishedText, readPublished } from "../../scripts/build/published.ts";
import { SiteError } from "../../scripts/build/site-error.ts";
import { siteFiles, siteOf } from "../../scripts/build/site-files.ts";
import { newsletterSchema } from "../../src/newsletter/schemas.ts";
import { linkProblems } from "./link-problems.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "retort-published-"));
  folders.push(folder);
  return folder;
}

type Files = Readonly<Record<string, string>>;

const settings = newsletterSchema.parse(
  parse(readFileSync("test/fixtures/newsletter/newsletter.yaml", "utf8")),
);
const entry = (name: string): string => `tag:example.org,2025:entry/001/${name}`;
const feed = (...ids: readonly string[]): string =>
  JSON.stringify({ items: ids.map((id) => ({ id })) });
const page = '<main id="text">x</main>';
const built: Files = {
  "index.html": page,
  "404.html": page,
  "issues/001/index.html": page,
  "issues/001/a/index.html": page,
  "people/ada/index.html": page,
  "people/ada/feed.xml": "<rss/>",
  "entries/feed.json": feed(entry("b")),
  // An archive that is full: older items stand in it alone.
  "entries/feed-1.json": feed(entry("a")),
};
const promised = {
  addresses: ["issues/001/", "issues/001/a/", "people/ada/", "people/ada/feed.xml"],
  ids: [entry("a"), entry("b")],
};

/** Proves a site as it stands on the disk. */
function proved(
  folder: string,
  { newsletter, content }: Omit<ProofSettings, "proof">,
): Promise<ProvedSite> {
  const before = siteFiles(folder);
  const { ids } = givenOut(before);
  return proveSite(before, {
    newsletter,
    content,
    proof: (files) =>
      Promise.resolve({ ids, problems: linkProblems(siteOf(folder, files), newsletter.address) }),
  });
}

/** What the build says of a site with that list; `gone` are files that are not there any more. */
async function told(
  moved: Readonly<Record<string, string>>,
  { gone = [], more = {} }: { readonly gone?: readonly string[]; readonly more?: Files } = {},
): Promise<{ readonly problems: readonly string[]; readonly site: string }> {
  const site = temporary();
  const content = temporary();
  for (const [path, text] of Object.entries({ ...built, ...more })) {
    if (gone.includes(path)) continue;
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  writeFileSync(
    join(content, "published.yaml"),
    publishedText({ addresses: [], ids: [] }, promised),
  );
  try {
    await proved(site, { newsletter: { ...settings, moved }, content });
    return { problems: [], site };
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    return {
      problems: error.problems.map((line) => line.replace(/^\S*\/(?=\w+\.yaml)/, "")),
      site,
    };
  }
}

describe("a published address", () => {
  it("keeps the build silent while it is there", async () => {
    expect((await told({})).problems).toEqual([]);
  });

  it("fails the build when its page is gone, in one line that says what to do", async () => {
    expect((await told({}, { gone: ["people/ada/feed.xml"] })).problems).toEqual([
      "published.yaml: addresses: people/ada/feed.xml has been published and is gone; bring it back, or say under moved in newsletter.yaml where people/ada/feed.xml leads now",
    ]);
  });

  it("leads on where moved says so, feeds below it as the bytes of the new ones", async () => {
    const more = { "people/eva/index.html": page, "people/eva/feed.xml": "<rss>new</rss>" };
    const { problems, site } = await told(
      { "people/ada/": "people/eva/" },
      { gone: ["people/ada/index.html", "people/ada/feed.xml"], more },
    );
    expect(problems).toEqual([]);
    expect(readFileSync(join(site, "people/ada/feed.xml"), "utf8")).toBe("<rss>new</rss>");
    expect(readFileSync(join(site, "people/ada/index.html"), "utf8")).toContain(
      'content="0; url=/my-newsletter/people/eva/"',
    );
    expect(readFileSync(join(site, "_redirects"), "utf8")).toBe(
      "/my-newsletter/people/ada/ /my-newsletter/people/eva/ 301\n/my-newsletter/people/ada/feed.xml /my-newsletter/people/eva/feed.xml 301\n",
    );
  });

  it.each([
    [
      "to what is not there",
      { "old/": "nowhere/" },
      "moved.old/: leads to nowhere/, which is not there; name the address that is",
    ],
    [
      "from what is still there",
      { "people/ada/": "issues/001/" },
      "moved.people/ada/: is still there; remove the line",
    ],
    [
      "from below a file",
      { "people/ada/feed.xml/x/": "issues/001/" },
      "moved.people/ada/feed.xml/x/: people/ada/feed.xml is a file of this site; remove the line",
    ],
  ])("does not lead %s", async (_, moved, problem) => {
    expect((await told(moved)).problems).toEqual([`newsletter.yaml: ${problem}`]);
  });

  it("may not lead to a fragment that is not there", async () => {
    const { problems } = await told({ "old/": "issues/001/#no" });
    expect(problems).toContain(
      "old/index.html: /my-newsletter/issues/001/#no: nothing on that page has the id no",
    );
  });
});

describe("a published feed id", () => {
  it("fails the build when no feed and no archive of one has it any more", async () => {
    expect((await told({}, { more: { "entries/feed-1.json": feed() } })).problems).toEqual([
      `published.yaml: ids: ${entry("a")} has been published and no feed has it any more; bring it back, or say under moved in newsletter.yaml where issues/001/a/ leads now`,
    ]);
  });

  it("may go with its entry when that leads on, and is told once when it does not", async () => {
    const gone = ["issues/001/a/index.html", "entries/feed-1.json"];
    expect((await told({ "issues/001/a/": "issues/001/" }, { gone })).problems).toEqual([]);
    expect((await told({}, { gone })).problems).toHaveLength(1);
  });

  it("does not change its root", async () => {
    const ids = feed("tag:example.com,2026:entry/001/b");
    const site = temporary();
    const content = temporary();
    const published = "test/fixtures/newsletter/published.yaml";
    cpSync(published, join(content, "published.yaml"));
    const count = readFileSync(published, "utf8").split("- tag:").length - 1;
    writeFileSync(join(site, "feed.json"), ids);
    const newsletter = { ...settings, tag: "tag:example.com,2026:", moved: {} };
    await expect(proved(site, { newsletter, content })).rejects.toThrow(
      `newsletter.yaml: tag: ${count} published feed ids do not begin with tag:example.com,2026:`,
    );
  });
});

describe("published.yaml", () => {
  const list = fc.array(fc.stringMatching(/^[a-z0-9:,#'"?{}[\]&*! -]{1,10}[a-z/]$/), {
    maxLength: 8,
  });
  const published = fc.record({ addresses: list, ids: list });

  it("loses nothing, whatever the addresses, and is the same however often it is written", () => {
    fc.assert(
      fc.property(published, published, (known, now) => {
        const folder = temporary();
        const text = publishedText(known, now);
        writeFileSync(join(folder, "published.yaml"), text);
        const read = readPublished(folder);
        expect(new Set(read.addresses)).toEqual(new Set([...known.addresses, ...now.addresses]));
        expect(new Set(read.ids)).toEqual(new Set([...known.ids, ...now.ids]));
        expect(publishedText(read, now)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it("has one address a line, sorted, so that a new entry is a small change", () => {
    const before = publishedText({ addresses: [], ids: [] }, { addresses: ["c/", "a/"], ids: [] });
    const after = publishedText(
      { addresses: ["c/", "a/"], ids: [] },
      { addresses: ["b/"], ids: [] },
    );
    expect(before.split("\n").slice(1, 4)).toEqual(["addresses:", "  - a/", "  - c/"]);
    expect(after.split("\n").filter((line) => !before.includes(`${line}\n`))).toEqual(["  - b/"]);
  });

  it("is refused in one line where it is no such list", () => {
    const folder = temporary();
    writeFileSync(join(folder, "published.yaml"), "addresses: [1]\n");
    expect(() => readPublished(folder)).toThrow(
      "published.yaml: addresses.0: text is expected, not 1; put it in quotes",
    );
  });
});
