import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import * as fc from "fast-check";
import { LinkChecker, LinkState } from "linkinator";
import { afterAll, describe, expect, it } from "vitest";

import type { FileLinks } from "../../scripts/build/file-links.ts";
import { hostFileProblems } from "../../scripts/build/host-files.ts";
import { linkProof } from "../../scripts/build/links.ts";
import { addressesIn } from "../../scripts/build/own-addresses.ts";
import { srcsetAddresses, styleAddresses } from "../../scripts/build/page-links.ts";
import { hostHints, siteFiles, siteOf } from "../../scripts/build/site-files.ts";
import { linkProblems } from "./link-problems.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

/** A folder with these files. */
function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "retort-links-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const address = "https://example.org/n/";
const sound: Files = {
  "index.html": '<main id="text"><a href="/n/b/#part">b</a><a href="#text">up</a></main>',
  "b/index.html":
    '<h2 id="part">b</h2><a href="../">home</a><a href="https://example.org/else/">x</a>',
  "pic.png": "",
  "_astro/a.js": 'import "./b.js";',
  "_astro/b.js": "",
};

/** The problems of a sound site with these files more, or in place of its own. */
function told(files: Files, mails: Files = {}): string[] {
  return linkProblems(siteFiles(folderOf({ ...sound, ...files })), address, folderOf(mails));
}

const page = (body: string): Files => ({ "c/index.html": body });

describe("a built site", () => {
  it("passes when everything it names is there", () => {
    expect(told({})).toEqual([]);
  });

  it.each([
    ["a page that is not there", '<a href="/n/x/">', "/n/x/: there is no such page or file"],
    ["a page without its slash", '<a href="/n/b">', "/n/b: needs a slash at its end"],
    [
      "a fragment of another page",
      '<a href="/n/b/#no">',
      "/n/b/#no: nothing on that page has the id no",
    ],
    ["a fragment of its own", '<a href="#no">', "#no: nothing on that page has the id no"],
    [
      "what is outside its path",
      '<a href="/else/">',
      "/else/: leads out of the site, which begins at /n/",
    ],
    [
      "a script in a link",
      '<a href="javascript:x()">',
      "javascript:x(): runs a script, which the policy forbids",
    ],
    ["no address", '<a href="https://[">', "https://[: is no address"],
    ["a broken escape", '<a href="/n/%zz/">', "/n/%zz/: has a % that stands for nothing"],
    ["a picture", '<img src="pic.png">', "pic.png: there is no such page or file"],
    [
      "one picture of several",
      '<img srcset="/n/pic.png 1x, /n/big.png 2x">',
      "/n/big.png: there is no such page or file",
    ],
    ["a form", '<form action="/n/send/">', "/n/send/: there is no such page or file"],
    [
      "a redirect",
      '<meta http-equiv="refresh" content="0; url=/n/x/">',
      "/n/x/: there is no such page or file",
    ],
    [
      "a picture for sharing",
      `<meta property="og:image" content="${address}x.png">`,
      `${address}x.png: there is no such page or file`,
    ],
    [
      "linked data",
      `<script type="application/ld+json">{"url":"${address}x/"}</script>`,
      `${address}x/: there is no such page or file`,
    ],
    [
      "a style in the page",
      "<style>p{background:url('/n/x.png')}</style>",
      "/n/x.png: there is no such page or file",
    ],
    [
      "a drawing in the page",
      '<svg><use href="#no"/></svg>',
      "#no: nothing on that page has the id no",
    ],
  ])("is refused for %s", (_, body, problem) => {
    expect(told(page(body))).toEqual([`c/index.html: ${problem}`]);
  });

  it.each([
    '<img src="https://cdn.example.com/a">',
    '<img srcset="//cdn.example.com/a 2x">',
    '<script src="https://cdn.example.com/a"></script>',
    '<link rel="stylesheet" href="https://cdn.example.com/a">',
    '<link rel="alternate stylesheet" href="https://cdn.example.com/a">',
    '<link rel="preconnect" href="https://cdn.example.com/a">',
    '<link rel="icon" href="https://cdn.example.com/a">',
    '<iframe src="https://cdn.example.com/a"></iframe>',
    '<video poster="https://cdn.example.com/a"></video>',
    '<audio><source src="https://cdn.example.com/a"></audio>',
    '<object data="https://cdn.example.com/a"></object>',
    '<svg><image href="https://cdn.example.com/a"/></svg>',
    '<a href="/n/" ping="https://cdn.example.com/a">x</a>',
    '<p style="background: url(https://cdn.example.com/a)">',
    "<style>@import 'https://cdn.example.com/a';</style>",
    // Another site of the same host is somebody else's.
    '<img src="https://example.org/else/a">',
  ])("fetches nothing from elsewhere: %s", (body) => {
    const problems = told(page(body));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^c\/index\.html: \S+a: is fetched from outside of /);
  });

  it("may lead to anybody, and to whoever takes its form", () => {
    const body =
      '<a href="https://example.com/">x</a><a href="mailto:a@example.com">m</a><form action="https://example.com/f">' +
      '<link rel="license" href="https://example.com/l"><img src="data:image/png;base64,AA"><a href="#top">t</a>';
    expect(told(page(body))).toEqual([]);
  });

  it.each([
    ["s.css", "p{background:url(x.png)}", "s.css: x.png: there is no such page or file"],
    [
      "s.css",
      '@import "https://cdn.example.com/a";',
      "s.css: https://cdn.example.com/a: is fetched from outside of https://example.org/n/; keep a copy in public/, or link to it",
    ],
    ["_astro/a.js", 'import("./gone.js")', "_astro/a.js: ./gone.js: there is no such page or file"],
    [
      "_astro/a.js",
      'new Worker("/n/_astro/gone.js")',
      "_astro/a.js: /n/_astro/gone.js: there is no such page or file",
    ],
    [
      "pic.svg",
      '<svg><image href="x.png"/></svg>',
      "pic.svg: x.png: there is no such page or file",
    ],
    [
      "sitemap-0.xml",
      `<loc>${address}x/</loc>`,
      `sitemap-0.xml: ${address}x/: there is no such page or file`,
    ],
    [
      "feed.xml",
      `<e>&lt;a href="${address}b/?q=1&amp;amp;r=2#no"&gt;</e>`,
      `feed.xml: ${address}b/?q=1&r=2#no: nothing on that page has the id no`,
    ],
    [
      "feed-1.xml",
      '<e>&lt;a href="b/"&gt;&lt;img src="b.png"&gt;</e>'.replace("<e>", "<e> "),
      "feed-1.xml: b/: readers need an address that begins with https://",
    ],
    [
      "feed.json",
      `{"url":"${address}x/"}`,
      `feed.json: ${address}x/: there is no such page or file`,
    ],
    ["list.csv", `a,${address}x/\n`, `list.csv: ${address}x/: there is no such page or file`],
    ["note.txt", `See ${address}x/.`, `note.txt: ${address}x/: there is no such page or file`],
  ])("proves %s as well: %s", (file, text, problem) => {
    expect(told({ [file]: text })).toEqual([problem]);
  });

  it("proves its mails, which know no page that they stand on", () => {
    const mail = `<a href="${address}b/#part">b</a><a href="${address}x/">x</a><img src="https://cdn.example.com/a"><a href="b/">b</a>`;
    expect(told({}, { "001.html": mail })).toEqual([
      "mail 001.html: b/: a mail needs an address that begins with https://",
      "mail 001.html: https://cdn.example.com/a: is fetched from outside of https://example.org/n/; keep a copy in public/, or link to it",
      `mail 001.html: ${address}x/: there is no such page or file`,
    ]);
  });

  it("tells a link that many pages share once", () => {
    const link = '<a href="/n/x/">x</a><a href="/n/x/">x</a>';
    const files = Object.fromEntries(["c", "d", "e"].map((name) => [`${name}/index.html`, link]));
    expect(told(files)).toEqual([
      "c/index.html: /n/x/: there is no such page or file, in 2 more files too",
    ]);
  });
});

it("finds the broken links that linkinator finds by asking a server, and no others", async () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const random = fc.sample(
    fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names, "gone", "lost")), {
      minLength: 25,
      maxLength: 25,
    }),
    { seed: 7, numRuns: 1 },
  );
  const links = random[0] ?? [];
  const home = names.map((name) => `<a href="${name}/">x</a>`).join("");
  const folder = folderOf({
    "index.html": `${home}<link rel="stylesheet" href="s.css"><img src="no.png" srcset="two.png 2x">`,
    "s.css": "p { background: url(gone.woff2) }",
    ...Object.fromEntries(
      names.map((name) => [
        `${name}/index.html`,
        links
          .filter(([from]) => from === name)
          .map(([, to]) => `<a href="../${to}/">x</a>`)
          .join(""),
      ]),
    ),
  });
  const { links: asked } = await new LinkChecker().check({
    path: folder,
    recurse: true,
    checkCss: true,
  });
  const theirs = asked
    .filter(({ state }) => state === LinkState.BROKEN)
    .map(({ url }) => new URL(url, "http://x/").pathname.replace(folder, ""));
  const ours = linkProblems(siteFiles(folder), "https://example.org/").map((line) => {
    const [file = "", to = ""] = line.split(": ");
    return new URL(to, `http://x/${file}`).pathname;
  });
  expect(theirs.length).toBeGreaterThan(3);
  expect([...new Set(ours)].toSorted()).toEqual([...new Set(theirs)].toSorted());
});

/** What a page says: one link, and these ids. */
const said = (to: string, ...ids: readonly string[]): FileLinks => ({
  references: [{ to, kind: "followed" }],
  ids: new Set(ids),
});

it("is proved by what its files say last: one that changed or went before the end counts no more", () => {
  const now = new Map([
    ["index.html", said("/n/b/#new")],
    ["b/index.html", said("/n/", "new")],
  ]);
  const proof = linkProof(address);
  proof.add("index.html", said("/n/gone/"));
  proof.add("b/index.html", said("/n/b/#old", "old"));
  proof.add("gone/index.html", said("/n/nowhere/"));
  for (const [file, links] of now) proof.add(file, links);
  proof.drop("gone/index.html");
  const site = siteOf("", [...now.keys()]);
  const linksOf = (file: string): FileLinks | undefined => now.get(file);
  expect(proof.problems(site, [], linksOf)).toEqual([]);
  proof.add("b/index.html", said("/n/b/#old", "new"));
  now.set("b/index.html", said("/n/b/#old", "new"));
  expect(proof.problems(site, [], linksOf)).toEqual([
    "b/index.html: /n/b/#old: nothing on that page has the id old",
  ]);
});

describe("the readers of addresses", () => {
  const path = fc.stringMatching(/^[a-z0-9/_.~-]{1,12}[a-z0-9/]$/);

  it("find each picture of a srcset, with widths, densities or nothing", () => {
    const one = fc.tuple(path, fc.constantFrom("", " 2x", " 300w", " 1.5x"));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (set) => {
        const text = set.map(([address_, size]) => address_ + size).join(", ");
        expect(srcsetAddresses(text)).toEqual(set.map(([address_]) => address_));
      }),
    );
  });

  it("find what a style fetches, however it is quoted, and nothing in a remark", () => {
    fc.assert(
      fc.property(path, fc.constantFrom("", '"', "'"), (to, quote) => {
        expect(styleAddresses(`a{b:url( ${quote}${to}${quote} )} /* url(no) */`)).toEqual([to]);
      }),
    );
  });

  it("find an own address in XML, JSON, BibTeX and prose", () => {
    const around = [
      (to: string) => `<a>${to}</a>`,
      (to: string) => `&lt;a href=&quot;${to}&quot;&gt;`,
      (to: string) => `{"url":"${to}","x":"\\"${to}\\""}`,
      (to: string) => `url = {${to}},`,
      (to: string) => `See (${to}), or ${to}.`,
    ];
    fc.assert(
      fc.property(path, fc.constantFrom(...around), (to, wrap) => {
        const whole = `${address}${to}`;
        expect(addressesIn(wrap(whole), address)).toEqual([whole]);
      }),
    );
  });
});

describe("a host", () => {
  it("reads all of _headers and _redirects, or the build says what it would leave out", () => {
    const folder = folderOf({
      _headers: `/*\n  Content-Security-Policy: ${"x".repeat(2000)}\n${Array.from({ length: 100 }, (_, i) => `\n/${i}\n  A: b\n`).join("")}`,
      _redirects: "/a /b 301\n".repeat(2001) + `/${"x".repeat(1000)} /b 301\n`,
    });
    expect(hostFileProblems({ folder })).toEqual([
      "_headers: 101 rules, of which Cloudflare reads 100; make them fewer",
      "_headers:2: 2027 characters, of which Cloudflare reads 2000; shorten the line",
      "_redirects: 2002 lines, of which Cloudflare reads 2000; make them fewer",
      "_redirects:2002: 1008 characters, of which Cloudflare reads 1000; shorten the line",
    ]);
    expect(hostFileProblems({ folder: folderOf({}) })).toEqual([]);
  });

  it("takes every file, or the build says which is too large", () => {
    const folder = folderOf({ "big.bin": "x".repeat(25 * 1024 * 1024 + 1), "small.bin": "" });
    expect(hostHints(siteFiles(folder))).toEqual([
      "big.bin has 25.0 MiB, and Cloudflare takes no file above 25 MiB; make it smaller or choose another host",
    ]);
  });
});

it("proves a site of 3,000 pages in seconds, machines that do much else included", () => {
  const links = Array.from({ length: 40 }, (_, i) => `<p id="p${i}"><a href="/n/">x</a> words</p>`);
  const text = `<html><body>${links.join("")}<a href="/n/#text">up</a><a href="#p3">on</a></body></html>`;
  const folder = folderOf({
    ...sound,
    ...Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`e/${i}/index.html`, text])),
  });
  const began = performance.now();
  expect(linkProblems(siteFiles(folder), address)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(60_000);
});
