/** Foreign HTML as Markdown: what could run or load is dropped, then a library turns the rest. */
import sanitizeHtml from "sanitize-html";
import TurndownService from "turndown";

/** Markdown of an HTML text; scripts, styles, forms, frames and handlers are gone. */
export function htmlMarkdown(html: string): string {
  return turner()
    .turndown(sanitizeHtml(html, kept))
    .replaceAll("\u00A0", " ")
    .replaceAll(/[ \t]+$/gm, "")
    .trim();
}

const kept: sanitizeHtml.IOptions = {
  allowedTags: [
    ..."p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em i strong b a sub sup img div".split(
      " ",
    ),
    ..."table thead tbody tr td th section article figure figcaption".split(" "),
  ],
  allowedAttributes: { a: ["href"], img: ["src", "alt"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  // What plays within a page becomes a link to it.
  transformTags: Object.fromEntries(
    ["iframe", "embed", "video", "audio", "source"].map((tag) => [tag, played]),
  ),
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "title"],
};

function played(_: string, { src }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const isThere = src !== undefined && /^https?:\/\//.test(src);
  return isThere
    ? { tagName: "a", attribs: { href: src }, text: src }
    : { tagName: "div", attribs: {} };
}

function turner(): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "_",
  });
  service.keep(["sub", "sup"]);
  // A letter that would open a tag in what is read again as Markdown.
  service.escape = (text) =>
    TurndownService.prototype.escape(text).replaceAll(/<(?=[a-z/!?])/gi, "\\<");
  return service;
}
