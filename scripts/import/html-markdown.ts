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
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "title"],
};

function turner(): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "_",
  });
  service.keep(["sub", "sup"]);
  return service;
}
