import sanitizeHtml, { type Attributes, type IOptions, type Tag } from "sanitize-html";

/** What a feed reader does to an item's content, by its sanitiser's lists as far as prose and figures concern them. */
export interface Reader {
  readonly name: string;
  readonly show: (html: string) => string;
}

const words = (list: string): string[] => list.split(" ");

const strippedByFreshRss = words("script style iframe form input embed object param svg noscript");

function withoutIdAndStyle(tagName: string, attributes: Attributes): Tag {
  const kept = Object.entries(attributes).filter(([name]) => name !== "id" && name !== "style");
  return { tagName, attribs: Object.fromEntries(kept) };
}

/** Keeps the elements listed and the text of all others but those that go with what they hold. */
function keeping(elements: string[], options: IOptions): (html: string) => string {
  return (html) => sanitizeHtml(html, { allowedTags: elements, ...options });
}

/** Four readers whose lists are public; each is stricter than the others somewhere. */
export const readers: readonly Reader[] = [
  {
    // No tbody, small, hr, div or span; noscript goes with its content.
    name: "Miniflux",
    show: keeping(
      words(
        "a abbr blockquote br caption cite code dd del dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 img ins kbd li ol p pre q s samp strong sub sup table td th thead time tr ul var wbr",
      ),
      {
        allowedAttributes: {
          a: ["href", "title"],
          img: ["src", "alt", "title", "width", "height"],
        },
        allowedSchemes: ["http", "https", "mailto"],
        nonTextTags: words("script style noscript"),
      },
    ),
  },
  {
    // Strips some elements and keeps the rest; ids and styles go.
    name: "FreshRSS",
    show: (html) =>
      sanitizeHtml(html, {
        allowedTags: false,
        allowVulnerableTags: true,
        allowedAttributes: false,
        exclusiveFilter: ({ tag }) => strippedByFreshRss.includes(tag),
        transformTags: { "*": withoutIdAndStyle },
      }),
  },
  {
    // details without summary; srcset is unknown to it.
    name: "feedparser",
    show: keeping(
      words(
        "a abbr article aside audio b big blockquote br button canvas caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li menu nav noscript ol p pre q s samp section select small span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video",
      ),
      {
        allowedAttributes: {
          a: ["href", "title"],
          img: ["src", "alt", "width", "height"],
          th: ["scope"],
        },
        nonTextTags: words("script style applet"),
      },
    ),
  },
  {
    // span, small and form controls are unwrapped.
    name: "Feedbin",
    show: keeping(
      words(
        "a b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp strong sub summary sup table tbody td tfoot th thead tr ul",
      ),
      {
        allowedAttributes: { a: ["href"], img: ["src", "alt", "width", "height"] },
        nonTextTags: words("script style"),
      },
    ),
  },
];
