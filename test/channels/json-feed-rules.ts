/** Rules for JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/ */
import type { FeedDocument, Rule } from "./feed-rules.ts";

type Value = Readonly<Record<string, unknown>>;

const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export const jsonFeedRules: readonly Rule[] = [
  {
    name: "version comes first and is 1.1",
    check: (document) => {
      const [first = ["", ""]] = Object.entries(feedOf(document));
      return first.join(" ") === "version https://jsonfeed.org/version/1.1"
        ? []
        : [first.join(" ")];
    },
    spoil: (text) => text.replace("version/1.1", "version/1"),
  },
  {
    name: "title, home_page_url, description, language and authors are there",
    check: (document) => {
      const feed = feedOf(document);
      const wrong = ["title", "description"].filter((name) => !isText(feed[name]));
      return [
        ...wrong,
        ...(feed["home_page_url"] === document.home ? [] : ["home_page_url"]),
        ...(feed["language"] === document.language ? [] : ["language"]),
        ...(hasAuthors(feed) ? [] : ["authors"]),
      ];
    },
    spoil: (text) => text.replace(/"title": "/, '"tital": "'),
  },
  {
    name: "feed_url is the address that readers subscribe to, as its id",
    check: (document) => {
      const { feed_url } = feedOf(document);
      return feed_url === document.head ? [] : [String(feed_url)];
    },
    spoil: (text) => text.replace('"feed_url": "', "$&x"),
  },
  {
    name: "next_url leads on, to another document than this one and the head",
    check: (document) => {
      const { next_url, feed_url } = feedOf(document);
      if (next_url === undefined) return [];
      return isAddress(next_url) && next_url !== feed_url && next_url !== document.address
        ? []
        : [JSON.stringify(next_url)];
    },
    spoil: (text) =>
      text
        .replace(/,\s*"next_url": "[^"]*"/, "")
        .replace(/"feed_url": ("[^"]*")/, '$&, "next_url": $1'),
  },
  {
    name: "every item has an id that is a string",
    check: (document) => itemsOf(document).flatMap(({ id }) => (isText(id) ? [] : [String(id)])),
    spoil: (text) => text.replace(/"id": "[^"]*"/, '"id": 12'),
  },
  {
    name: "every item has content",
    check: (document) =>
      itemsOf(document).flatMap(({ id, content_html, content_text }) =>
        isText(content_html) || isText(content_text) ? [] : [String(id)],
      ),
    spoil: (text) => text.replace("content_html", "content"),
  },
  {
    name: "every item has title, summary and authors, an array as 1.1 has it",
    check: (document) =>
      itemsOf(document).flatMap((item) =>
        isText(item["title"]) && isText(item["summary"]) && hasAuthors(item) && !("author" in item)
          ? []
          : [String(item["id"])],
      ),
    spoil: (text) => text.replaceAll('"authors"', '"author"'),
  },
  {
    name: "addresses are absolute",
    check: (document) =>
      itemsOf(document)
        .map(({ url }) => url)
        .filter((url) => !isAddress(url))
        .map((url) => JSON.stringify(url)),
    spoil: (text) => text.replace(/"url": "https?:/, '"url": "'),
  },
  {
    name: "dates are of RFC 3339, and no item was modified before it was published",
    check: (document) =>
      itemsOf(document).flatMap(({ date_published, date_modified }) => {
        const [published, modified] = [String(date_published), String(date_modified)];
        const isRight = date.test(published) && date.test(modified) && modified >= published;
        return isRight ? [] : [`${published} ${modified}`];
      }),
    spoil: (text) => text.replace(/("date_published": ")([\d-]+)T[^"]*/, "$1$2"),
  },
  {
    name: "tags are an array of strings",
    check: (document) =>
      itemsOf(document).flatMap(({ tags }) =>
        Array.isArray(tags) && tags.every(isText) ? [] : [String(tags)],
      ),
    spoil: (text) => text.replace(/"tags": \[[^\]]*\]/, '"tags": "x"'),
  },
  {
    name: "attachments tell their address, type, bytes and seconds",
    check: (document) =>
      itemsOf(document).flatMap(({ attachments = [] }) =>
        (Array.isArray(attachments) ? (attachments as Value[]) : [{}])
          .filter(
            ({ url, mime_type, size_in_bytes }) =>
              !isAddress(url) || !isText(mime_type) || !Number.isInteger(size_in_bytes),
          )
          .map((attachment) => JSON.stringify(attachment)),
      ),
    spoil: (text) => text.replace('"id":', '"attachments": [{ "url": "x.mp3" }], "id":'),
  },
  {
    name: "only names of the specification, or those of an extension: an underscore and no dot",
    check: (document) =>
      [feedOf(document), ...itemsOf(document)].flatMap((value) =>
        Object.keys(value).filter((name) => !known.includes(name) && !/^_[^.]+$/.test(name)),
      ),
    spoil: (text) => text.replace('"feed_url"', '"_a.b": 1, "feed_url"'),
  },
];

const known =
  "version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items id url external_url content_html content_text summary image banner_image date_published date_modified tags attachments".split(
    " ",
  );

function feedOf({ text }: FeedDocument): Value {
  return JSON.parse(text) as Value;
}

function itemsOf(document: FeedDocument): readonly Value[] {
  const { items } = feedOf(document);
  return Array.isArray(items) ? (items as Value[]) : [];
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && /^https?:\/\/\S+$/.test(value);
}

function hasAuthors({ authors }: Value): boolean {
  return (
    Array.isArray(authors) &&
    authors.length > 0 &&
    (authors as Value[]).every(({ name }) => isText(name))
  );
}
