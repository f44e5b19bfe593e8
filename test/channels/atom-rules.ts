/** Rules for Atom (RFC 4287, threading of RFC 4685) under the validator's names. */
import { DomUtils } from "htmlparser2";

import { children, type Element, elements, xml } from "./feed-files.ts";
import { type FeedDocument, isTag, looksLikeHtml, repeated, type Rule } from "./feed-rules.ts";

const words = (list: string): readonly string[] => list.split(" ");

const ofFeed = words(
  "id title subtitle updated author contributor category link rights icon logo generator fh:archive entry",
);
const ofEntry = words(
  "id title updated published author contributor category link rights summary content thr:in-reply-to",
);
/** Elements that may be there more than once. */
const several = words("entry author contributor category link thr:in-reply-to");

const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

export const atomRules: readonly Rule[] = [
  {
    name: "MissingElement: the feed has id, title, updated and author",
    check: ({ text }) => missing(xml(text), words("id title updated author")),
    spoil: (text) => text.replace(/<id>[^<]*<\/id>/, ""),
  },
  {
    name: "MissingElement, MissingSummary: an entry has id, title, author, dates, summary and content",
    check: (document) =>
      entriesOf(document).flatMap((entry) =>
        missing(entry, words("id title author published updated summary content")),
      ),
    spoil: (text) => text.replace(/(<entry>[^]*?)<title[^]*?<\/title>/, "$1"),
  },
  {
    name: "MissingContentOrAlternate: an entry leads to its page, once",
    check: (document) =>
      entriesOf(document).flatMap((entry) => {
        const pages = children(entry).filter(
          ({ name, attribs: { rel, type } }) =>
            name === "link" && rel === "alternate" && type === "text/html",
        );
        return pages.length === 1 ? [] : [`${pages.length} pages`];
      }),
    spoil: (text) => text.replace(/(<entry>[^]*?)<link[^>]*>/, "$1"),
  },
  {
    name: "FeedHistoryRelInEntry: no entry is tied to archives",
    check: (document) =>
      entriesOf(document).flatMap((entry) =>
        elements(entry, "link").flatMap(({ attribs: { rel = "" } }) =>
          /^(?:current|first|last|next|previous|(?:prev|next)-archive)$/.test(rel) ? [rel] : [],
        ),
      ),
    spoil: (text) => text.replace(/(<entry>[^]*?)rel="alternate"/, '$1rel="current"'),
  },
  {
    name: "UndefinedElement: only what the specification knows",
    check: (document) => [
      ...unknown(xml(document.text), ofFeed),
      ...entriesOf(document).flatMap((entry) => unknown(entry, ofEntry)),
    ],
    spoil: (text) => text.replace("<entry>", "<tagline>x</tagline><entry>"),
  },
  {
    name: "DuplicateElement: once what may be there once",
    check: (document) =>
      [xml(document.text), ...entriesOf(document)].flatMap((parent) =>
        repeated(children(parent).map(({ name }) => name)).filter(
          (name) => !several.includes(name),
        ),
      ),
    spoil: (text) => text.replace(/<updated>[^<]*<\/updated>/, "$&$&"),
  },
  {
    name: "InvalidTAG, NonCanonicalURI: the feed’s id is a tag URI that no entry has",
    check: (document) => {
      const id = textOf(xml(document.text), "id");
      const others = entriesOf(document).map((entry) => textOf(entry, "id"));
      return isTag(id) && !others.includes(id) ? [] : [id];
    },
    spoil: (text) => text.replace(/<id>tag:/, "<id>TAG:"),
  },
  {
    name: "UnexpectedWhitespace: none within ids and dates",
    check: ({ text }) => text.match(/<(id|updated|published)>(?:\s[^<]*|[^<]*\s)<\/\1>/g) ?? [],
    spoil: (text) => text.replace("<id>", "<id> "),
  },
  {
    name: "InvalidRFC3339Date: dates with time and zone",
    check: ({ text }) =>
      ["updated", "published"].flatMap((name) =>
        elements(xml(text), name)
          .map(DomUtils.textContent)
          .filter((said) => !date.test(said) || Number.isNaN(Date.parse(said))),
      ),
    spoil: (text) => text.replace(/(<published>)(\d{4}-\d\d-\d\d)[^<]*/, "$1$2"),
  },
  {
    name: "DuplicateUpdated: no two entries changed at the same moment",
    check: (document) => repeated(entriesOf(document).map((entry) => textOf(entry, "updated"))),
    spoil: (text) => text.replaceAll(/<updated>[^<]*/g, "<updated>2020-01-01T08:00:00Z"),
  },
  {
    name: "updated: not before published, and the feed’s day that of its newest entry",
    check: (document) => {
      const entries = entriesOf(document);
      const days = entries.map((entry) => textOf(entry, "updated").slice(0, 10)).toSorted();
      const day = textOf(xml(document.text), "updated").slice(0, 10);
      return [
        ...entries
          .map((entry) => [textOf(entry, "published"), textOf(entry, "updated")])
          .filter(([published = "", updated = ""]) => updated < published)
          .map(([published, updated]) => `${updated} is before ${published}`),
        ...(day === days.at(-1) ? [] : [day]),
      ];
    },
    spoil: (text) => text.replace(/(<updated>)[^<]*/, "$11999-01-01T00:00:00Z"),
  },
  {
    name: "InvalidTextType, MissingTypeAttr: content is HTML and says where its addresses start",
    check: (document) =>
      entriesOf(document).flatMap((entry) => {
        const href = children(entry).find(({ attribs }) => attribs["rel"] === "alternate")?.attribs[
          "href"
        ];
        const content = children(entry).find(({ name }) => name === "content");
        const { type, "xml:base": base } = content?.attribs ?? {};
        return type === "html" && base === href ? [] : [`${type} ${base}`];
      }),
    spoil: (text) => text.replace('<content type="html"', '<content type="text"'),
  },
  {
    name: "ContainsUndeclaredHTML: titles, summaries and rights are text",
    check: (document) =>
      [xml(document.text), ...entriesOf(document)].flatMap((parent) =>
        children(parent)
          .filter(
            ({ name, attribs }) =>
              /^(?:title|subtitle|rights|summary)$/.test(name) && attribs["type"] === undefined,
          )
          .map((element) => DomUtils.textContent(element))
          .filter(looksLikeHtml),
      ),
    spoil: (text) => text.replace(/(<rights>)[^<]*/, "$1&lt;b&gt;x&lt;/b&gt;"),
  },
  {
    name: "MisplacedMetadata: what describes the feed comes before its entries",
    check: ({ text }) => {
      const names = children(xml(text)).map(({ name }) => name);
      return names.slice(names.indexOf("entry")).filter((name) => name !== "entry");
    },
    spoil: (text) => text.replace("</feed>", "<rights>x</rights></feed>"),
  },
  {
    name: "MissingDCLanguage, InvalidLanguage: the feed tells its language",
    check: ({ text, language }) => {
      const said = xml(text).attribs["xml:lang"] ?? "none";
      return said === language ? [] : [said];
    },
    spoil: (text) => text.replace(/ xml:lang="[^"]*"/, ""),
  },
  {
    name: "RFC 4685: a response tells the id and the page of what it answers",
    check: ({ text }) =>
      elements(xml(text), "thr:in-reply-to").flatMap(({ attribs: { ref = "", href = "", type } }) =>
        isTag(ref) && /^https?:\/\//.test(href) && type === "text/html" ? [] : [`${ref} ${href}`],
      ),
    spoil: (text) => text.replace(/(<thr:in-reply-to [^>]*ref=")[^"]*/, "$1 "),
  },
];

function entriesOf({ text }: FeedDocument): Element[] {
  return elements(xml(text), "entry");
}

function missing(parent: Element, names: readonly string[]): string[] {
  return names.filter(
    (wanted) =>
      !children(parent).some(
        (element) => element.name === wanted && DomUtils.textContent(element).trim() !== "",
      ),
  );
}

function unknown(parent: Element, known: readonly string[]): string[] {
  return children(parent)
    .map(({ name }) => name)
    .filter((name) => !known.includes(name));
}

/** Text of the first child of that name. */
function textOf(parent: Element, wanted: string): string {
  const found = children(parent).find(({ name }) => name === wanted);
  return found === undefined ? "" : DomUtils.textContent(found);
}
