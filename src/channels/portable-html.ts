import sanitizeHtml from "sanitize-html";

/** Elements that feed readers keep (checked against the allow-lists of Miniflux, FreshRSS, feedparser and Feedbin). */
const kept =
  "p a em strong code pre blockquote ul ol li br hr small h2 h3 h4 sub sup img figure figcaption del table thead tbody tr th td".split(
    " ",
  );

/** Rendered prose as any feed reader can show it: plain elements, absolute addresses, opinions as quotations under their giver's name. `page` is the absolute address the prose stands at. */
export function portableHtml(html: string, page: string): string {
  const resolved = (address: string | undefined): string => new URL(address ?? "", page).href;
  return sanitizeHtml(html, {
    allowedTags: kept,
    allowedAttributes: {
      a: ["href"],
      img: ["src", "alt", "width", "height"],
      th: ["scope"],
    },
    transformTags: {
      section: "blockquote",
      p: (tagName, attributes) =>
        attributes["class"] === "opinion-by"
          ? { tagName: "h4", attribs: {} }
          : { tagName, attribs: {} },
      a: (tagName, { href }) => ({ tagName, attribs: { href: resolved(href) } }),
      img: (tagName, { src, ...others }) => ({
        tagName,
        attribs: { ...others, src: resolved(src) },
      }),
    },
  }).trim();
}

/** Text for use between tags. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
