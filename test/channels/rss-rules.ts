/** Rules for RSS 2.0 (https://www.rssboard.org/rss-specification) under the validator's names. */
import { DomUtils } from "htmlparser2";

import { children, type Element, elements, xml } from "./feed-files.ts";
import { type FeedDocument, looksLikeHtml, repeated, type Rule } from "./feed-rules.ts";

const words = (list: string): readonly string[] => list.split(" ");

const ofChannel = words(
  "title link description language copyright lastBuildDate pubDate category generator docs atom:link fh:archive item image ttl",
);
const ofItem = words(
  "title link description guid pubDate category dc:creator content:encoded enclosure source thr:in-reply-to",
);
/** Elements that may be there more than once. */
const several = words("item category dc:creator atom:link thr:in-reply-to");
/** `itunes` and `podcast` have rules of their own. */
const isPodcast = (name: string): boolean => /^(?:itunes|podcast):/.test(name);

const date =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

export const rssRules: readonly Rule[] = [
  {
    name: "InvalidRSSVersion: version 2.0",
    check: ({ text }) => (xml(text).attribs["version"] === "2.0" ? [] : ["no version 2.0"]),
    spoil: (text) => text.replace('<rss version="2.0"', '<rss version="2.1"'),
  },
  {
    name: "MissingTitle, MissingLink, MissingDescription, MissingDCLanguage: the channel is described",
    check: (document) => {
      const { title, link, description, language } = values(channelOf(document));
      return title && description && link === document.home && language === document.language
        ? []
        : [`title ${title}, link ${link}, description ${description}, language ${language}`];
    },
    spoil: (text) => text.replace(/<description>[^]*?<\/description>/, ""),
  },
  {
    name: "InvalidLanguage: a language of ISO 639",
    check: (document) => {
      const { language = "" } = values(channelOf(document));
      return /^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(language) ? [] : [language];
    },
    spoil: (text) => text.replace(/(<language>)[^<]+/, "$1english"),
  },
  {
    name: "UndefinedElement: only what the specification knows",
    check: (document) => [
      ...unknown(channelOf(document), ofChannel),
      ...itemsOf(document).flatMap((item) => unknown(item, ofItem)),
    ],
    spoil: (text) => text.replace("<guid", "<subtitle>x</subtitle><guid"),
  },
  {
    name: "DuplicateElement, DuplicateEnclosure: once what may be there once",
    check: (document) =>
      [channelOf(document), ...itemsOf(document)].flatMap((parent) =>
        repeated(children(parent).map(({ name }) => name)).filter(
          (name) => !several.includes(name) && !isPodcast(name),
        ),
      ),
    spoil: (text) => text.replace(/<pubDate>[^<]*<\/pubDate>/, "$&$&"),
  },
  {
    name: "ItemMustContainTitleOrDescription, MissingGuid: an item has title, link, description, guid, pubDate and content",
    check: (document) =>
      itemsOf(document).flatMap((item) => {
        const has = values(item);
        return words("title link description guid pubDate content:encoded").filter(
          (name) => !has[name],
        );
      }),
    spoil: (text) => text.replace(/<guid[^]*?<\/guid>/, ""),
  },
  {
    name: "InvalidPermalink, InvalidHttpGUID: a guid that is no address says so",
    check: (document) =>
      itemsOf(document).flatMap((item) =>
        children(item).flatMap(({ name, attribs }) =>
          name === "guid" && attribs["isPermaLink"] !== "false" ? ["a permalink"] : [],
        ),
      ),
    spoil: (text) => text.replace(' isPermaLink="false"', ""),
  },
  {
    name: "InvalidFullLink: every link is an address in ASCII",
    check: (document) =>
      [channelOf(document), ...itemsOf(document)].flatMap((parent) => {
        const { link = "" } = values(parent);
        return /^https?:\/\/[\w;/?:@&=+$.\-!~*'()%,#]+$/.test(link) ? [] : [link];
      }),
    spoil: (text) => text.replace(/(<item>[^]*?<link>)/, "$1 ä"),
  },
  {
    name: "InvalidRFC2822Date, ProblematicalRFC822Date, IncorrectDOW: dates in English with year, zone and the right weekday",
    check: (document) =>
      [channelOf(document), ...itemsOf(document)].flatMap((parent) => {
        const { pubDate, lastBuildDate } = values(parent);
        return [pubDate, lastBuildDate].flatMap((said) =>
          said === undefined || (date.test(said) && new Date(said).toUTCString() === said)
            ? []
            : [said],
        );
      }),
    spoil: (text) => text.replace(/(<pubDate>)\w+/, "$1Do"),
  },
  {
    name: "lastBuildDate: the newest change of any item, not the moment of the build",
    check: (document) => {
      const { lastBuildDate = "" } = values(channelOf(document));
      const days = itemsOf(document).map((item) => Date.parse(values(item)["pubDate"] ?? ""));
      return Date.parse(lastBuildDate) >= Math.max(...days) ? [] : [lastBuildDate];
    },
    spoil: (text) =>
      text.replace(/<lastBuildDate>[^<]*/, "<lastBuildDate>Thu, 01 Jan 1998 00:00:00 GMT"),
  },
  {
    name: "InvalidContact, MissingRealName: no element that wants a mail address has a name",
    check: ({ text }) =>
      words("author managingEditor webMaster").filter(
        (name) => elements(xml(text), name).length > 0,
      ),
    spoil: (text) => text.replace("<guid", "<author>Ada Lovelace</author><guid"),
  },
  {
    name: "dc:creator: one for each writer, without address or comma",
    check: (document) =>
      itemsOf(document).flatMap((item) => {
        const names = children(item)
          .filter(({ name }) => name === "dc:creator")
          .map(textOf);
        return names.length === 0 ? ["nobody"] : names.filter((name) => /[,@]|^$/.test(name));
      }),
    spoil: (text) => text.replace(/(<dc:creator>)/, "$1A, "),
  },
  {
    name: "NeedDescriptionBeforeContent: the description comes before the content",
    check: (document) =>
      itemsOf(document).flatMap((item) => {
        const names = children(item).map(({ name }) => name);
        const [first, then] = [names.indexOf("description"), names.indexOf("content:encoded")];
        return first >= 0 && first < then ? [] : [`${first}, ${then}`];
      }),
    spoil: (text) =>
      text.replace(/(<item>[^]*?)(<description>[^]*?<\/description>)([^]*?)(<\/item>)/, "$1$3$2$4"),
  },
  {
    name: "MisplacedItem: what describes the channel comes before its items",
    check: (document) => {
      const names = children(channelOf(document)).map(({ name }) => name);
      return names.slice(names.indexOf("item")).filter((name) => name !== "item");
    },
    spoil: (text) => text.replace("</channel>", "<ttl>60</ttl></channel>"),
  },
  {
    name: "ContainsHTML: titles, categories and the channel's description are text",
    check: (document) =>
      [channelOf(document), ...itemsOf(document)].flatMap((parent) =>
        children(parent)
          .filter(
            ({ name }) =>
              name === "title" ||
              name === "category" ||
              (name === "description" && parent.name === "channel"),
          )
          .map(textOf)
          .filter(looksLikeHtml),
      ),
    spoil: (text) => text.replace(/(<category>)[^<]*/, "$1&lt;b&gt;x&lt;/b&gt;"),
  },
  {
    name: "NotHtml: an item's description is text with its special characters as entities",
    check: (document) =>
      itemsOf(document).flatMap((item) => {
        const { description = "" } = values(item);
        return /<|&(?!(?:amp|lt|gt|quot);)/.test(description) ? [description] : [];
      }),
    spoil: (text) =>
      text.replace(/(<item>[^]*?<description>)[^]*?(<\/description>)/, "$1R&amp;D &lt; 1$2"),
  },
  {
    name: "DuplicateSemantics, DuplicateItemSemantics, DuplicateDescriptionSemantics: nothing is said in two vocabularies",
    check: ({ text }) =>
      words(
        "dc:date dc:subject dc:language dc:rights dcterms:modified atom:id atom:published atom:updated atom:content xhtml:body",
      ).filter((name) => elements(xml(text), name).length > 0),
    spoil: (text) => text.replace("<guid", "<dc:date>2020-01-01</dc:date><guid"),
  },
];

function channelOf({ text }: FeedDocument): Element {
  const [channel = xml(text)] = elements(xml(text), "channel");
  return channel;
}

function itemsOf({ text }: FeedDocument): Element[] {
  return elements(xml(text), "item");
}

function unknown(parent: Element, known: readonly string[]): string[] {
  return children(parent)
    .map(({ name }) => name)
    .filter((name) => !known.includes(name) && !isPodcast(name));
}

function textOf(element: Element): string {
  return DomUtils.textContent(element).trim();
}

/** Text of each child, by name. */
function values(parent: Element): Readonly<Record<string, string>> {
  return Object.fromEntries(children(parent).map((element) => [element.name, textOf(element)]));
}
