/** Rules for feed documents, each under the name that the W3C feed validator or the specification gives it. */
import { DomUtils } from "htmlparser2";

import {
  children,
  type Element,
  elements,
  htmlElements,
  type Item,
  itemsIn,
  xml,
} from "./feed-files.ts";

/** A feed document, and what is true of it from outside. */
export interface FeedDocument {
  /** Path within the site. */
  readonly file: string;
  readonly text: string;
  /** Where it stands on the web. */
  readonly address: string;
  /** Where the document stands that readers subscribe to. */
  readonly head: string;
  readonly home: string;
  readonly language: string;
}

export interface Rule {
  readonly name: string;
  /** What is wrong with the document; nothing where it keeps the rule. */
  readonly check: (document: FeedDocument) => readonly string[];
  /** Makes a document that keeps the rule break it. */
  readonly spoil: (text: string) => string;
}

const words = (list: string): readonly string[] => list.split(" ");

/** HTML that the validator accepts and that no reader's sanitiser drops. */
const plain = words(
  "a b blockquote br caption code del em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre s small strong sub sup table tbody td th thead tr ul",
);
const attributes = words("href src alt width height scope");

/** Rules for what stands within an item, whatever the format. */
export const contentRules: readonly Rule[] = [
  {
    name: "NotHtml, SecurityRisk: elements that every reader takes for prose, and no others",
    check: eachElement(({ name }) => (plain.includes(name) ? undefined : `<${name}>`)),
    spoil: inContent("<script>x()<\\/script>"),
  },
  {
    name: "SecurityRiskAttr, DangerousStyleAttr: no attribute but addresses, sizes, words and scope",
    check: eachElement(({ name, attribs }) =>
      Object.keys(attribs).find((attribute) => !attributes.includes(attribute)) === undefined
        ? undefined
        : `<${name} ${Object.keys(attribs).join(" ")}>`,
    ),
    spoil: inContent("<p style='color:var(--x)'>x<\\/p>"),
  },
  {
    name: "ContainsRelRef: every address is absolute",
    check: eachElement(({ attribs }) =>
      [attribs["href"], attribs["src"]].find(
        (address) => address !== undefined && !/^(?:https?:\/\/[^/]|mailto:)/.test(address),
      ),
    ),
    spoil: inContent("<a href='../x/'>x<\\/a>"),
  },
  {
    name: "publishing rule: every picture has words, a width and a height",
    check: eachElement(({ name, attribs: { alt = "", width = "", height = "" } }) =>
      name !== "img" || (alt !== "" && Number(width) > 1 && Number(height) > 1)
        ? undefined
        : `picture "${alt}" of ${width} x ${height}`,
    ),
    spoil: inContent("<img src='https:\\/\\/example.org\\/x.png' alt=''>"),
  },
  {
    name: "BadCharacters: no control and no replacement character",
    check: ({ text }) => text.match(/[\u0080-\u009F\uFFFD]/g) ?? [],
    spoil: inContent("\u0092"),
  },
  {
    name: "DuplicateIds, DuplicateEntries: no two items share an id",
    check: (document) => repeated(itemsIn(document).map(({ id }) => id)),
    spoil: (text) => {
      const [first = "", second = ""] = itemsIn({ file: fileOf(text), text }).map(({ id }) => id);
      return text.replace(second, first);
    },
  },
  {
    name: "NotSufficientlyUnique, InvalidTAG: every id is a tag URI (RFC 4151) in its canonical form",
    check: (document) => itemsIn(document).flatMap(({ id }) => (isTag(id) ? [] : [`id "${id}"`])),
    spoil: (text) => text.replaceAll(/tag:[^<",]+,\d{4}:entry/g, "12"),
  },
  {
    name: "ImplausibleDate: dates from 1990 on, none past a quarter past eight of its day, universal time",
    check: (document) =>
      itemsIn(document).flatMap(({ published, updated = published }) =>
        [published, updated].filter((date) => {
          const moment = new Date(date).toISOString();
          return moment < "1990" || moment.slice(11) > "08:15";
        }),
      ),
    spoil: (text) => text.replaceAll(/08:\d\d:\d\d/g, "23:59:59"),
  },
  {
    name: "order: newest first, in the reading order of each day",
    check: (document) => {
      const moments = itemsIn(document).map(({ published }) => Date.parse(published));
      return moments.flatMap((moment, i) =>
        moment > (moments[i - 1] ?? Infinity) ? [`item ${i + 1} is newer than the one before`] : [],
      );
    },
    spoil: (text) => text.replaceAll(/08:09:5(\d)/g, (_, digit) => `08:09:5${16 - Number(digit)}`),
  },
  {
    name: "size: a document is not the burden that JSON Feed 1.1 calls more than 250 KB",
    check: (document) =>
      Buffer.byteLength(document.text) < 250_000 || itemsIn(document).length === 1
        ? []
        : [`${Buffer.byteLength(document.text)} bytes`],
    spoil: inContent("x".repeat(250_000)),
  },
];

/** Rules for XML, be it RSS or Atom. */
export const xmlRules: readonly Rule[] = [
  {
    name: "BadXmlVersion, MissingEncoding, InvalidDoctype: XML 1.0 in UTF-8 without a document type",
    check: ({ text }) =>
      text.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<') && !text.includes("<!DOCTYPE")
        ? []
        : [text.slice(0, 60)],
    spoil: (text) => text.replace("1.0", "1.1"),
  },
  {
    name: "MissingNamespace, UndeclaredPrefix: every prefix is declared",
    check: ({ text }) => {
      const declared = new Set([...text.matchAll(/xmlns:(\w+)=/g)].map(([, prefix]) => prefix));
      return DomUtils.getElementsByTagName("*", xml(text))
        .flatMap(({ name, attribs }) => [name, ...Object.keys(attribs)])
        .flatMap((name) => /^(?!xmlns|xml:)(\w+):/.exec(name)?.[1] ?? [])
        .filter((prefix) => !declared.has(prefix));
    },
    spoil: (text) => text.replaceAll(/ xmlns:\w+="[^"]*"/g, ""),
  },
  {
    name: "UnknownNamespace, ReservedPrefix, ObsoleteNamespace: known namespaces under their usual prefixes",
    check: ({ text }) =>
      [...text.matchAll(/xmlns(?::(\w+))?="([^"]*)"/g)].flatMap(([whole, prefix = "", address]) =>
        namespaces.get(prefix) === address ? [] : [whole],
      ),
    spoil: (text) => text.replace(/xmlns:(\w+)="/, 'xmlns:$1="urn:x'),
  },
  {
    name: "MissingHref, AtomLinkNotEmpty, UnregisteredAtomLinkRel, InvalidMIMEType: links of Atom are whole",
    check: ({ text }) =>
      links(xml(text)).flatMap((link) => {
        const { href = "", rel = "", type = "" } = link.attribs;
        const isWhole = /^https?:\/\/\S+$/.test(href) && relations.includes(rel);
        const hasType = rel === "hub" || /^[\w.+-]+\/[\w.+-]+$/.test(type);
        return isWhole && hasType && link.children.length === 0 ? [] : [`${rel} ${type} ${href}`];
      }),
    spoil: (text) => text.replace('rel="self"', 'rel="selbst"'),
  },
  {
    name: "MissingSelf, MissingAtomSelfLink, SelfDoesntMatchLocation, SelfNotAtom: says where it stands",
    check: ({ file, text, address }) => {
      const selves = feedLinks(xml(text)).filter(({ attribs }) => attribs["rel"] === "self");
      const { href, type } = selves[0]?.attribs ?? {};
      return selves.length === 1 && href === address && type === typeOf(file)
        ? []
        : [`${selves.length} self links, ${href} ${type}`];
    },
    spoil: (text) =>
      text.replace(/(<(?:atom:)?link[^>]*)(atom|feed)([^>]*rel="self")/, "$1other$3"),
  },
  {
    name: "DuplicateAtomLink: no two links of one relation and type",
    check: ({ text }) =>
      repeated(feedLinks(xml(text)).map(({ attribs: { rel, type } }) => `${rel} ${type}`)),
    spoil: (text) => text.replace(/<(?:atom:)?link [^>]*rel="self"[^>]*>/, "$&$&"),
  },
  {
    name: "RFC 5005 § 4, MissingCurrentInArchive: an archive says that it is one and leads to the head; the head does neither",
    check: ({ text, address, head }) => {
      const isArchive = address !== head;
      const current = feedLinks(xml(text)).find(({ attribs }) => attribs["rel"] === "current");
      const isMarked = elements(xml(text), "fh:archive").length > 0;
      return isMarked === isArchive && current?.attribs["href"] === (isArchive ? head : undefined)
        ? []
        : [`archive ${isMarked}, current ${current?.attribs["href"]}`];
    },
    spoil: (text) =>
      text.includes("fh:archive")
        ? text.replace(/<fh:archive[^>]*>/, "")
        : text.replace(/<channel>|<feed[^>]*>/, "$&<fh:archive/>"),
  },
];

const namespaces = new Map([
  ["", "http://www.w3.org/2005/Atom"],
  ["atom", "http://www.w3.org/2005/Atom"],
  ["content", "http://purl.org/rss/1.0/modules/content/"],
  ["dc", "http://purl.org/dc/elements/1.1/"],
  ["fh", "http://purl.org/syndication/history/1.0"],
  ["thr", "http://purl.org/syndication/thread/1.0"],
  ["itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"],
  ["podcast", "https://podcastindex.org/namespace/1.0"],
]);

/** Registered ones that a newsletter has use for. */
const relations = words(
  "self alternate current prev-archive next-archive hub related enclosure license replies",
);

/** What the W3C's rules call an element that must not hold markup: a closing tag or a named entity as text. */
export function looksLikeHtml(text: string): boolean {
  return /<\/\w+>|&(?:#\d+|#x[\da-f]+|lt|gt|amp|quot|apos|nbsp);/i.test(text);
}

/** Whether it is a tag URI in the form that the validator calls canonical. */
export function isTag(id: string): boolean {
  return /^tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w./-]+$/.test(id);
}

/** Those that are there more than once. */
export function repeated(all: readonly string[]): string[] {
  return all.filter((one, i) => all.indexOf(one) < i);
}

/** The links of Atom that describe the document itself. */
function feedLinks(root: Element): Element[] {
  const [channel = root] = elements(root, "channel");
  return children(channel)
    .filter(({ name }) => name === "link" || name === "atom:link")
    .filter(({ attribs }) => "rel" in attribs);
}

function links(root: Element): Element[] {
  return [...elements(root, "atom:link"), ...elements(root, "link")].filter(
    ({ name, parent }) =>
      name === "atom:link" ||
      ((parent as Element | null)?.name !== "channel" &&
        (parent as Element | null)?.name !== "item"),
  );
}

/** The media type of a feed file of XML. */
function typeOf(file: string): string {
  return /atom[^/]*$/.test(file) ? "application/atom+xml" : "application/rss+xml";
}

/** A file name that tells the format. */
function fileOf(text: string): string {
  if (text.startsWith("{")) return "feed.json";
  return text.includes("<rss") ? "feed.xml" : "atom.xml";
}

/** A check of every element of every item's content. */
function eachElement(
  problem: (element: Element) => string | undefined,
): (document: FeedDocument) => string[] {
  return (document) =>
    itemsIn(document).flatMap(({ id, html }: Item) =>
      htmlElements(html).flatMap((element) => {
        const found = problem(element);
        return found === undefined ? [] : [`${id}: ${found}`];
      }),
    );
}

/** Puts something at the start of the first item's content; slashes are escaped, which JSON takes and XML gets without. */
function inContent(html: string): (text: string) => string {
  return (text) =>
    text.startsWith("{")
      ? text.replace('"content_html": "', `$&${html}`)
      : text.replace(/(<content[^>]*>\s*<!\[CDATA\[)/, `$1${html.replaceAll("\\/", "/")}`);
}
