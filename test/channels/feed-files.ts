/** Built feeds read back by parsers that share no code with the one that wrote them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { DomUtils, parseDocument } from "htmlparser2";
import { z } from "zod";

import type { BuiltSite } from "../site/built.ts";

export const feedFiles = [
  "feed.xml",
  "atom.xml",
  "feed.json",
  "entries/feed.xml",
  "entries/atom.xml",
  "entries/feed.json",
] as const;
export type FeedFile = (typeof feedFiles)[number];

/** MIME type of a feed file. */
export function feedType(file: FeedFile): string {
  if (file.endsWith(".json")) return "application/feed+json";
  return file.endsWith("atom.xml") ? "application/atom+xml" : "application/rss+xml";
}

export type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** One item, whatever the format. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly address: string;
  readonly published: string;
  /** RSS has none. */
  readonly updated: string | undefined;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly html: string;
}

export function feedText(site: Pick<BuiltSite, "folder">, file: string): string {
  return readFileSync(join(site.folder, file), "utf8");
}

/** The items of a built feed in their order. */
export function itemsOf(site: Pick<BuiltSite, "folder">, file: string): Item[] {
  return itemsIn({ file, text: feedText(site, file) });
}

/** The items of a feed document in their order; the name tells the format. */
export function itemsIn({ file, text }: { readonly file: string; readonly text: string }): Item[] {
  if (file.endsWith(".json")) return jsonFeedSchema.parse(JSON.parse(text)).items.map(ofJson);
  const root = xml(text);
  return /atom[^/]*$/.test(file)
    ? elements(root, "entry").map(ofAtom)
    : elements(root, "item").map(ofRss);
}

/** JSON Feed 1.1, as far as it is used: https://www.jsonfeed.org/version/1.1/ */
export const jsonFeedSchema = z.strictObject({
  version: z.literal("https://jsonfeed.org/version/1.1"),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url(),
  next_url: z.url().optional(),
  description: z.string().min(1),
  language: z.string(),
  authors: z.array(z.strictObject({ name: z.string().min(1) })).min(1),
  hubs: z.array(z.strictObject({ type: z.string(), url: z.url() })).optional(),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: z.url(),
      title: z.string().min(1),
      content_html: z.string().min(1),
      summary: z.string().min(1),
      date_published: z.iso.datetime(),
      date_modified: z.iso.datetime(),
      authors: z.array(z.strictObject({ name: z.string().min(1) })).min(1),
      tags: z.array(z.string()),
      attachments: z
        .array(
          z.strictObject({
            url: z.url(),
            mime_type: z.string().regex(/^audio\//),
            size_in_bytes: z.int().positive(),
            duration_in_seconds: z.number().positive(),
          }),
        )
        .optional(),
    }),
  ),
});

/** The root element of an XML text. */
export function xml(text: string): Element {
  const [root] = DomUtils.getElementsByTagName(
    "*",
    parseDocument(text, { xmlMode: true }).children,
    false,
  );
  if (root === undefined) throw new Error("the text has no root element");
  return root;
}

/** All elements of that name below, in order. */
export function elements(parent: Element, name: string): Element[] {
  return DomUtils.getElementsByTagName(name, parent);
}

/** The children of an element, text left out. */
export function children(parent: Element): Element[] {
  return DomUtils.getElementsByTagName("*", parent.children, false);
}

/** The only child of that name. */
export function child(parent: Element, name: string): Element {
  const [found, ...more] = children(parent).filter((element) => element.name === name);
  if (found === undefined || more.length > 0) {
    throw new Error(`<${parent.name}> has ${more.length + (found ? 1 : 0)} <${name}>, not one`);
  }
  return found;
}

/** Text of the only child of that name. */
export function textOf(parent: Element, name: string): string {
  return DomUtils.textContent(child(parent, name)).trim();
}

/** Every element of an item's content. */
export function htmlElements(html: string): Element[] {
  const root = parseDocument(html);
  return DomUtils.getElementsByTagName("*", root);
}

/** Letters and digits of a text with markup: what must survive whatever a reader does to the rest. */
export function letters(html: string): string {
  return DomUtils.textContent(parseDocument(html)).replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function ofRss(item: Element): Item {
  return {
    id: textOf(item, "guid"),
    title: textOf(item, "title"),
    address: textOf(item, "link"),
    published: textOf(item, "pubDate"),
    updated: undefined,
    authors: texts(item, "dc:creator"),
    categories: texts(item, "category"),
    html: textOf(item, "content:encoded"),
  };
}

function ofAtom(entry: Element): Item {
  const authors = children(entry).filter(({ name }) => name === "author");
  return {
    id: textOf(entry, "id"),
    title: ofTextConstruct(child(entry, "title")),
    address: pageLink(entry)["href"] ?? "",
    published: textOf(entry, "published"),
    updated: textOf(entry, "updated"),
    authors: authors.map((author) => textOf(author, "name")),
    categories: elements(entry, "category").map(({ attribs }) => attribs["term"] ?? ""),
    html: textOf(entry, "content"),
  };
}

/** The attributes of the only link of an Atom entry to its page. */
export function pageLink(entry: Element): Readonly<Record<string, string>> {
  const [found, ...more] = children(entry).filter(
    ({ name, attribs }) => name === "link" && attribs["rel"] === "alternate",
  );
  if (found === undefined || more.length > 0) throw new Error("an entry has one page");
  return found.attribs;
}

/** A text construct of Atom (RFC 4287 § 3.1) as plain text. */
function ofTextConstruct(element: Element): string {
  const text = DomUtils.textContent(element).trim();
  return element.attribs["type"] === "html"
    ? DomUtils.textContent(parseDocument(text)).trim()
    : text;
}

function ofJson(item: z.infer<typeof jsonFeedSchema>["items"][number]): Item {
  return {
    id: item.id,
    title: item.title,
    address: item.url,
    published: item.date_published,
    updated: item.date_modified,
    authors: item.authors.map(({ name }) => name),
    categories: item.tags,
    html: item.content_html,
  };
}

function texts(parent: Element, name: string): string[] {
  return children(parent)
    .filter((element) => element.name === name)
    .map((element) => DomUtils.textContent(element).trim());
}
