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
  allowedClasses: { code: ["language-*"] },
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
  service.addRule("raised and lowered", {
    filter: ["sub", "sup"],
    replacement: (content, { nodeName }) => {
      const tag = nodeName.toLowerCase();
      return content === "" ? "" : `<${tag}>${content}</${tag}>`;
    },
  });
  // Tables of mails are there for their layout: they have no heads, or more than words in them.
  service.addRule("table", {
    filter: (node) =>
      node.nodeName === "TABLE" &&
      node.querySelectorAll("th").length > 0 &&
      node.querySelectorAll("table, p, div, ul, ol, pre, blockquote, br").length === 0,
    replacement: (_, node) => {
      const rows = Array.from(node.querySelectorAll("tr"), (row) =>
        Array.from(row.querySelectorAll("th, td"), (cell) =>
          service
            .turndown(cell.innerHTML)
            .replaceAll(/\s*\n\s*/g, " ")
            .replaceAll("|", String.raw`\|`),
        ),
      );
      const width = Math.max(...rows.map((row) => row.length));
      const [head = "", ...lines] = rows.map(
        (row) => `| ${Array.from({ length: width }, (__, i) => row[i] ?? "").join(" | ")} |`,
      );
      return `\n\n${[head, `|${" --- |".repeat(width)}`, ...lines].join("\n")}\n\n`;
    },
  });
  // A letter that would open a tag in what is read again as Markdown.
  service.escape = (text) =>
    TurndownService.prototype.escape(text).replaceAll(/<(?=[a-z/!?])/gi, "\\<");
  return service;
}
