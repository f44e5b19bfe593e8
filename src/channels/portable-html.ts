import sanitizeHtml from "sanitize-html";

/** Elements that feed readers keep, or unwrap without loss (by the allow-lists of Miniflux, FreshRSS, feedparser and Feedbin). */
const kept =
  "p a em strong b i s code kbd pre blockquote ul ol li br hr small h2 h3 h4 h5 h6 sub sup img figure figcaption del ins table caption thead tbody tr th td".split(
    " ",
  );

/** Elements that go with all they hold: programs, and controls that do nothing outside the site. */
const dropped =
  "script style template textarea option select button svg audio video iframe object".split(" ");

/** Ends of elements that are unwrapped but stand apart on the page; their texts must not run together. */
const blockEnds =
  /<\/(?:div|details|summary|article|aside|header|footer|main|nav|dl|dt|dd|fieldset|legend|label|form)>/g;

/** Rendered prose as any feed reader can show it: plain elements, absolute addresses, opinions as quotations under their giver's name. `page` is the absolute address the prose stands at. */
export function portableHtml(html: string, page: string): string {
  const resolved = (address: string): string =>
    URL.canParse(address, page) ? new URL(address, page).href : page;
  return sanitizeHtml(html.replaceAll(blockEnds, "$& "), {
    allowedTags: kept,
    nonTextTags: dropped,
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
      a: (tagName, { href }) => ({
        tagName,
        attribs: href === undefined ? {} : { href: resolved(href) },
      }),
      img: (tagName, { src = "", alt = "", ...others }) => ({
        tagName,
        attribs: { src: resolved(src), alt, ...others },
      }),
    },
  }).trim();
}

/** Text for use between tags. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A link for use between tags. */
export function linkHtml(text: string, address: string): string {
  return `<a href="${escapeHtml(address).replaceAll('"', "&quot;")}">${escapeHtml(text)}</a>`;
}
