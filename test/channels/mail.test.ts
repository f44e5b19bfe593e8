/** The mails of both newsletters, as the build writes them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { caniemail } from "caniemail";
import { DomUtils, parseDocument } from "htmlparser2";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";

import { composeMail } from "#channels/mail.ts";

import { htmlElements, letters } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";

/** What caniemail knows to be missing somewhere and nobody sees: mail programs put their own element for `body`; Windows Mail reads tables out as tables. */
const harmless = ["<body> element", "role attribute"];

describe.each(newsletters)("the mails of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const mails = source.issues
    .filter(({ slug }) => existsSync(join(`${site.folder}-mail`, `${slug}.eml`)))
    .map((issue) => {
      const read = (end: string) =>
        readFileSync(join(`${site.folder}-mail`, `${issue.slug}.${end}`));
      return {
        issue,
        html: read("html").toString(),
        text: read("txt").toString(),
        eml: read("eml"),
      };
    });

  it("are there for each published issue, and not in the site", () => {
    expect(mails.map(({ issue }) => issue.slug)).toEqual(source.issues.map(({ slug }) => slug));
    expect(existsSync(join(site.folder, "mail"))).toBe(false);
  });

  it("promise no way out of a list that only the sender knows, and hold no placeholder that nobody fills in", async () => {
    for (const { html, text, eml } of mails) {
      const { headerLines } = await simpleParser(eml);
      const names = headerLines.map(({ key }) => key).filter((key) => key.startsWith("list-"));
      expect(names).toEqual(["list-id"]);
      expect(html + text).not.toMatch(/unsubscribe_?url|\{\{\s*\w+\s*\}\}/i);
    }
  });

  it("are not clipped: at most 80 KB of HTML", () => {
    for (const { html } of mails) expect(Buffer.byteLength(html)).toBeLessThanOrEqual(80_000);
  });

  it("use only what Gmail, Outlook, Apple Mail and Yahoo show", () => {
    for (const { html } of mails) {
      const { issues } = caniemail({
        clients: ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*"],
        html,
      });
      const missing = [...issues.errors.values()].flat().map(({ title }) => title);
      expect([...new Set(missing)].filter((title) => !harmless.includes(title))).toEqual([]);
    }
  });

  it("have every style inline, and no program", () => {
    for (const { html } of mails) {
      const names = new Set(htmlElements(html).map(({ name }) => name));
      for (const name of ["style", "script", "svg", "picture", "figure", "link", "form"]) {
        expect(names.has(name), name).toBe(false);
      }
      expect(html).not.toMatch(/ (?:class|srcset|on\w+)="/);
    }
  });

  it("show figures as absolute PNGs with a width and words, and link to those left out", () => {
    for (const { html, issue } of mails) {
      const images = htmlElements(html).filter(({ name }) => name === "img");
      for (const { attribs } of images) {
        expect(attribs["src"]).toMatch(/^https?:\/\/.+\.png$/);
        // A formula is told by its TeX, however short.
        expect(attribs["alt"]).toMatch(attribs["src"]?.includes("/formulas/") ? /./ : /.{20,}/);
        expect(Number(attribs["width"])).toBeLessThanOrEqual(600);
      }
      const demos = issue.entries.flatMap(({ experiments }) => experiments);
      const figures = images.filter(({ attribs }) => !attribs["src"]?.includes("/formulas/"));
      expect(figures.length > 0).toBe(demos.length > 0);
      const links = htmlElements(html).map(({ attribs }) => attribs["href"] ?? "");
      for (const id of demos) {
        expect(links.some((href) => href.includes(`/experiments/${id}/?demo=`))).toBe(true);
      }
    }
  });

  it("say each paragraph, link and opinion of the issue, in HTML and in text", () => {
    for (const { html, text, issue } of mails) {
      const links = htmlElements(html).map(({ attribs }) => attribs["href"]);
      const inHtml = letters(html);
      const inText = letters(text.replaceAll(/ ?\[\d+\]/g, "").replaceAll("<", "&lt;"));
      for (const paragraph of issue.opening) {
        expect(inHtml).toContain(paragraph);
        expect(inText).toContain(paragraph);
      }
      for (const entry of issue.entries) {
        const address = `${source.address}issues/${entry.id}/`;
        const read = [...entry.links, ...entry.readMore.map(({ url }) => url), address];
        expect(links).toEqual(expect.arrayContaining(read));
        for (const url of read) expect(text).toContain(`] ${url}\n`);
        const words = [
          letters(entry.title),
          ...entry.paragraphs,
          ...entry.opinions.map(letters),
          ...entry.readMore.map(({ title }) => letters(title)),
        ];
        for (const word of words) {
          expect(inHtml, entry.id).toContain(word);
          expect(inText, entry.id).toContain(word);
        }
      }
    }
  });

  it("are messages with both parts, dated by the issue, that a mail program opens as drafts", async () => {
    for (const { html, text, eml, issue } of mails) {
      const message = await simpleParser(eml);
      expect(message.html).toBe(html);
      expect(message.text?.trim()).toBe(text.trim());
      expect(message.date?.toISOString().slice(0, 10)).toBe(issue.date);
      expect(message.messageId).toBe(`<issue-${issue.slug}@${new URL(source.address).hostname}>`);
      expect(message.headers.get("x-unsent")).toBe("1");
      expect(message.subject).toMatch(/#\d+: \S/);
    }
  });
});

it("write what reads as a tag as words, in prose, code, tables and words of pictures", () => {
  const words = "&lt;state&gt; &amp;amp; &lt;script&gt;steal()&lt;/script&gt;";
  const row = `<tr><th>a ${words}</th><th>b</th><th>c</th></tr>`;
  const address = "https://example.org/1/";
  const { html } = composeMail({
    slug: "001",
    newsletter: "Notes",
    home: "https://example.org/",
    publisher: "Somebody",
    licence: { title: "CC0", url: "https://example.org/cc0" },
    language: "en",
    subject: "One",
    gist: "Some <b>.",
    date: "2026-01-01",
    address,
    words: { readOnWeb: "w", outline: "o", links: "l", figure: "f", moreFigures: "{count}" },
    outline: [{ title: "A <i>", address }],
    html: `<p>${words} <code>${words}</code></p><p><img src="${address}a.png" width="9" alt="${words} &quot;q&quot;"></p><table>${row}${row.replaceAll("th>", "td>")}</table>`,
  });
  const page = parseDocument(html);
  const read = "<state> &amp; <script>steal()</script>";
  expect(
    DomUtils.getElementsByTagName((name) => /^(?:state|script|i|b)$/.test(name), page),
  ).toEqual([]);
  expect(DomUtils.textContent(page).split(read)).toHaveLength(4);
  expect(DomUtils.getElementsByTagName("img", page)[0]?.attribs["alt"]).toBe(`${read} "q"`);
});
