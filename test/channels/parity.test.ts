/** Every sentence, link, figure and opinion of the content is found in every channel. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { spoken, spokenForms } from "#newsletter/speech.ts";

import { readContent } from "../../scripts/content.ts";
import { openedSite } from "../browser/opened.ts";
import { htmlOf } from "../site/built.ts";
import { ofDatabase, ofExport } from "./database-forms.ts";
import { feedText, itemsOf } from "./feed-files.ts";
import { captionsIn, type Form, joined, ofHtml, ofMarkdown, ofText } from "./forms.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";
import { type Part, parts, readTruth, type Said } from "./truth.ts";

/** A form in which an issue leaves: where to find it in a built site. */
interface Channel {
  readonly name: string;
  readonly read: (issue: string, entries: readonly string[]) => Form | Promise<Form>;
  /** It has no place for an issue's opening. */
  readonly isByEntry?: boolean;
  /** What it has a place for; everything where undefined. */
  readonly carries?: readonly Part[];
  /** It has no place for demos, games and maps. */
  readonly hasNoFigures?: boolean;
  /** It names who gives opinions, without the opinions. */
  readonly namesOpinions?: boolean;
  /** Its own way of saying words; those of the text as they are where undefined. */
  readonly says?: (words: string) => string;
}

/** An entry or an issue as its JSON twin has it. */
const twinSchema = z.object({ title: z.string(), address: z.url(), html: z.string() });
const issueTwinSchema = twinSchema.extend({ entries: z.array(twinSchema) });

describe.each(newsletters)("of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const truth = readTruth(newsletter.content);
  const mail = (issue: string, ending: string): Buffer =>
    readFileSync(join(`${site.folder}-mail`, `${issue}.${ending}`));
  const page = (path: string): Form => ofHtml(htmlOf(site, path), source.address + path);
  const content = readContent(newsletter.content);
  const forms = spokenForms(content.newsletter);
  /** As a reading script says it: without marks, and what is written short said whole. */
  const aloud = (words: string): string => spoken(words, forms).replaceAll(/[^\p{L}\p{N}]+/gu, "");

  const opened = openedSite(newsletter.content, newsletter.root, { port: 4890 });
  const channels: readonly Channel[] = [
    {
      name: "the issue’s page in a browser",
      read: async (issue) => {
        const shown = await opened.open(`issues/${issue}/`);
        return ofHtml(await shown.content(), `${source.address}issues/${issue}/`);
      },
    },
    { name: "the issue’s page without script", read: (issue) => page(`issues/${issue}/`) },
    {
      name: "the entries’ pages without script",
      read: (issue, entries) =>
        joined([page(`issues/${issue}/`), ...entries.map((entry) => page(`issues/${entry}/`))]),
    },
    ...["feed.xml", "atom.xml", "feed.json"].map((file) => ({
      name: `${file}, an item an issue`,
      read: (issue: string) => joined(inFeed(file, [`issue/${issue}`])),
    })),
    ...["entries/feed.xml", "entries/atom.xml", "entries/feed.json"].map((file) => ({
      name: `${file}, an item an entry`,
      isByEntry: true,
      read: (_: string, entries: readonly string[]) =>
        joined(
          inFeed(
            file,
            entries.map((entry) => `entry/${entry}`),
          ),
        ),
    })),
    { name: "the mail’s HTML", read: (issue) => ofHtml(mail(issue, "html").toString()) },
    { name: "the mail’s text", read: (issue) => ofText(mail(issue, "txt").toString()) },
    {
      name: "both parts of the draft",
      read: async (issue) => {
        const { html, text = "" } = await simpleParser(mail(issue, "eml"));
        return joined([ofHtml(typeof html === "string" ? html : ""), ofText(text)]);
      },
    },
    {
      name: "the issue’s Markdown twin",
      read: (issue) => ofMarkdown(feedText(site, `issues/${issue}.md`)),
    },
    {
      name: "the entries’ Markdown twins",
      isByEntry: true,
      read: (_, entries) =>
        joined(entries.map((entry) => ofMarkdown(feedText(site, `issues/${entry}.md`)))),
    },
    {
      name: "the issue’s JSON twin",
      read: (issue) => {
        const read = issueTwinSchema.parse(JSON.parse(feedText(site, `issues/${issue}.json`)));
        return joined([read, ...read.entries].map(ofTwin));
      },
    },
    {
      name: "the entries’ JSON twins",
      isByEntry: true,
      read: (_, entries) =>
        joined(
          entries.map((entry) =>
            ofTwin(twinSchema.parse(JSON.parse(feedText(site, `issues/${entry}.json`)))),
          ),
        ),
    },
    {
      // No address is said aloud; all of them stand after the end.
      name: "the reading script",
      says: aloud,
      read: (issue) => {
        const { text, links } = ofText(feedText(site, `issues/${issue}/reading.txt`));
        return { text: aloud(text), links };
      },
    },
    ...["database.json", "database.csv"].map((file): Channel => ({
      // A row is what is known of an entry, without what the summary says.
      name: file,
      isByEntry: true,
      carries: ["title", "venue", "corrections"],
      hasNoFigures: true,
      namesOpinions: true,
      read: (_, entries) => ofDatabase(file, feedText(site, file), entries),
    })),
    {
      // Its fourteen columns have none for corrections, and what is drawn is not written.
      name: "npm run export",
      isByEntry: true,
      carries: ["title", "venue", "hatTip", "further", "prose"],
      hasNoFigures: true,
      read: (issue) => ofExport(content, issue),
    },
  ];

  function inFeed(file: string, ids: readonly string[]): Form[] {
    return itemsOf(site, file)
      .filter(({ id }) => ids.some((end) => id.endsWith(`:${end}`)))
      .map(({ html, title, address }) => joined([ofText(title), ofHtml(html, address)]));
  }

  describe.each(channels)("$name", (channel) => {
    const { read, carries = parts, hasNoFigures = false, namesOpinions = false } = channel;
    const says = channel.says ?? ((words: string) => words);
    const told = (files: readonly Said[]): readonly Said[] =>
      channel.isByEntry === true ? files.filter((file) => !isOpening(file)) : files;

    it.each([...truth])("says every sentence of issue %s", async (issue, files) => {
      const { text } = await read(issue, entriesOf(files));
      const missing = told(files).flatMap(({ id, sentences }) =>
        carries
          .flatMap((part) => sentences[part])
          .filter((sentence) => !text.includes(says(sentence)))
          .map((one) => `${id}: ${one}`),
      );
      expect(missing).toEqual([]);
    });

    it.each([...truth])("has every link and figure of issue %s", async (issue, files) => {
      const { links } = await read(issue, entriesOf(files));
      const all = [...links].map((link) => link.replace(source.address, ""));
      const missing = told(files).flatMap(({ id, links: own, figures }) => [
        ...carries
          .flatMap((part) => own[part])
          .filter((link) => !all.includes(link))
          .map((link) => `${id}: ${link}`),
        ...(hasNoFigures ? [] : figures)
          .filter((path) => !all.some((link) => link.startsWith(path) || link.endsWith(path)))
          .map((path) => `${id}: figure ${path}`),
      ]);
      expect(missing).toEqual([]);
    });

    it.each([...truth])(
      "gives every opinion of issue %s its giver’s name",
      async (issue, files) => {
        const { text } = await read(issue, entriesOf(files));
        const opinions = files.flatMap((file) => file.opinions);
        const missing = opinions.filter(({ by, sentences: [first = ""] }) => {
          if (namesOpinions) return !text.includes(by);
          const places = text.split(says(first)).slice(0, -1);
          return !places.some((before) => before.slice(-60).includes(says(by)));
        });
        expect(missing).toEqual([]);
      },
    );
  });

  it("tells each figure of a feed by its caption in the reading script of the issue", () => {
    const missing = [...truth.keys()].flatMap((issue) => {
      const said = aloud(feedText(site, `issues/${issue}/reading.txt`));
      const [item] = itemsOf(site, "feed.xml").filter(({ id }) => id.endsWith(`issue/${issue}`));
      return captionsIn(item?.html ?? "").filter((caption) => !said.includes(aloud(caption)));
    });
    expect(missing).toEqual([]);
  });

  it("is not blind: the truth has sentences, links, opinions and figures", () => {
    const files = [...truth.values()].flat();
    for (const part of ["sentences", "links"] as const) {
      expect(files.flatMap((file) => Object.values(file[part]).flat()).length).toBeGreaterThan(0);
    }
    for (const part of ["opinions", "figures"] as const) {
      expect(files.flatMap((file): readonly unknown[] => file[part]).length).toBeGreaterThan(0);
    }
  });
});

function isOpening({ id }: Said): boolean {
  return id.endsWith("/index");
}

function ofTwin({ title, address, html }: z.infer<typeof twinSchema>): Form {
  return joined([ofText(title), ofHtml(html, address)]);
}

function entriesOf(files: readonly Said[]): string[] {
  return files.filter((file) => !isOpening(file)).map(({ id }) => id);
}
