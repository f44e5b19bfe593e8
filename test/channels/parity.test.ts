/** Every sentence, link, figure and opinion of the content is found in every channel. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ElementType, parseDocument } from "htmlparser2";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";

import { openedSite } from "../browser/opened.ts";
import { htmlElements, itemsOf } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";
import { plain, readTruth, type Said } from "./truth.ts";

/** What a channel says of an issue. */
interface Form {
  /** With whitespace and typographers' marks as in the truth. */
  readonly text: string;
  readonly links: ReadonlySet<string>;
}

/** A form in which an issue leaves: where to find it in a built site. */
interface Channel {
  readonly name: string;
  readonly read: (issue: string, entries: readonly string[]) => Form | Promise<Form>;
}

describe.each(newsletters)("of $name", (newsletter) => {
  const { site, source } = builtNewsletter(newsletter);
  const truth = readTruth(newsletter.content);
  const mail = (issue: string, ending: string): Buffer =>
    readFileSync(join(`${site.folder}-mail`, `${issue}.${ending}`));
  const page = (path: string): Form =>
    ofHtml(readFileSync(join(site.folder, path, "index.html"), "utf8"), source.address + path);

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
  ];

  function inFeed(file: string, ids: readonly string[]): Form[] {
    return itemsOf(site, file)
      .filter(({ id }) => ids.some((end) => id.endsWith(`:${end}`)))
      .map(({ html, title, address }) => joined([ofText(title), ofHtml(html, address)]));
  }

  describe.each(channels)("$name", ({ name, read }) => {
    const isByEntry = name.includes("an item an entry");

    it.each([...truth])("says every sentence of issue %s", async (issue, files) => {
      const { text } = await read(issue, entriesOf(files));
      const said = isByEntry ? files.filter(({ id }) => !id.endsWith("/index")) : files;
      const missing = said.flatMap(({ id, sentences }) =>
        sentences.filter((sentence) => !text.includes(sentence)).map((one) => `${id}: ${one}`),
      );
      expect(missing).toEqual([]);
    });

    it.each([...truth])("has every link and figure of issue %s", async (issue, files) => {
      const { links } = await read(issue, entriesOf(files));
      const all = [...links].map((link) => link.replace(source.address, ""));
      const said = isByEntry ? files.filter(({ id }) => !id.endsWith("/index")) : files;
      const missing = said.flatMap(({ id, links: own, figures }) => [
        ...own.filter((link) => !all.includes(link)).map((link) => `${id}: ${link}`),
        ...figures
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
          const places = text.split(first).slice(0, -1);
          return !places.some((before) => before.slice(-60).includes(by));
        });
        expect(missing).toEqual([]);
      },
    );
  });

  it("is not blind: the truth has sentences, links, opinions and figures", () => {
    const files = [...truth.values()].flat();
    for (const part of ["sentences", "links", "opinions", "figures"] as const) {
      expect(files.flatMap((file): readonly unknown[] => file[part]).length).toBeGreaterThan(0);
    }
  });
});

function entriesOf(files: readonly Said[]): string[] {
  return files.map(({ id }) => id).filter((id) => !id.endsWith("/index"));
}

function joined(forms: readonly Form[]): Form {
  return {
    text: forms.map(({ text }) => text).join(" "),
    links: new Set(forms.flatMap(({ links }) => [...links])),
  };
}

/** Elements after which words do not run on. */
const blocks = new Set(
  "p div section article aside header footer main nav h1 h2 h3 h4 h5 h6 ul ol li blockquote pre figure figcaption table thead tbody tr td th dl dt dd details summary br hr caption button label".split(
    " ",
  ),
);
const unsaid = new Set(["script", "style", "template", "head"]);

/** What HTML says and where it leads; `base` is where it stands. */
function ofHtml(html: string, base?: string): Form {
  const links = htmlElements(html).flatMap(({ name, attribs: { href, id } }) => [
    // What stands here leads nowhere; its address is this page's.
    ...(id === undefined || base === undefined ? [] : [`${base}#${id}`]),
    ...(name === "a" && href !== undefined
      ? [base !== undefined && URL.canParse(href, base) ? new URL(href, base).href : href]
      : []),
  ]);
  return { text: plain(words(parseDocument(html))), links: new Set(links) };
}

type Node = ReturnType<typeof parseDocument>["children"][number] | ReturnType<typeof parseDocument>;

function words(node: Node): string {
  if ("data" in node) return node.type === ElementType.Text ? node.data : "";
  if (!("children" in node)) return "";
  if ("name" in node && unsaid.has(node.name)) return "";
  const inner = node.children.map(words).join("");
  return "name" in node && blocks.has(node.name) ? ` ${inner} ` : inner;
}

/** What a text says and where it leads; the marks and numbers of its links and its quotations left out. */
function ofText(text: string): Form {
  const said = text.replaceAll(/^> ?/gm, "").replaceAll(/\s*\[\d+\]/g, "");
  return {
    text: plain(said),
    links: new Set(text.match(/https?:\/\/[^\s>]+/g)),
  };
}
