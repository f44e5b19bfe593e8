/** What feed readers do to an item's content, by the lists in their sources as far as prose and figures concern them. */
import sanitizeHtml, { type Attributes, type IOptions } from "sanitize-html";

export interface Reader {
  readonly name: string;
  readonly show: (html: string) => string;
}

interface Lists {
  /** Where the lists stand. */
  readonly source: string;
  readonly elements: string;
  /** Of every element. */
  readonly attributes?: string;
  readonly attributesOf?: Readonly<Record<string, string>>;
  readonly schemes: string;
  /** Elements that go with all they hold; the text of others stays. */
  readonly dropped: string;
  /** What it does beyond its lists. */
  readonly more?: Pick<IOptions, "transformTags" | "exclusiveFilter">;
}

const words = (list: string): string[] => list.split(" ");

const lists: Readonly<Record<string, Lists>> = {
  Miniflux: {
    source: "miniflux/v2, internal/reader/sanitizer/sanitizer.go",
    elements:
      "a abbr acronym audio blockquote br caption cite code dd del dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 iframe img ins kbd li ol p picture pre q rp rt rtc ruby s samp source strong sub sup table td tfooter th thead time tr ul var video wbr",
    attributesOf: {
      a: "href title id",
      abbr: "title",
      img: "alt title src srcset sizes width height",
      q: "cite",
      td: "rowspan colspan",
      th: "rowspan colspan",
      time: "datetime",
      ...Object.fromEntries(words("h1 h2 h3 h4 h5 h6 li ol ul sup").map((name) => [name, "id"])),
    },
    schemes: "http https mailto ftp tel",
    dropped: "script style noscript iframe",
    more: {
      transformTags: {
        // Pictures wider than its column lose their size.
        img: (tagName: string, { width = "", height = "", ...others }: Attributes) => ({
          tagName,
          attribs: Number(width) > 750 ? others : { ...others, width, height },
        }),
      },
      // What is hidden goes, and so do links that lead nowhere, pictures without address and trackers of one pixel.
      exclusiveFilter: ({ tag, attribs }) =>
        "hidden" in attribs ||
        (tag === "img" &&
          (attribs["src"] === undefined ||
            (attribs["width"] === "1" && attribs["height"] === "1"))),
    },
  },
  FreshRSS: {
    source: "FreshRSS/FreshRSS, app/Models/SimplePieCustom.php",
    elements:
      "a abbr acronym address article aside audio b bdi bdo big blink blockquote br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe image img ins kbd label legend li main mark marquee menu meter nav nobr noframes ol optgroup option output p picture pre progress q rb rp rt rtc ruby s samp search section select small source span strike strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr xmp",
    attributes: "dir draggable hidden lang role title",
    attributesOf: {
      a: "href hreflang type",
      blockquote: "cite",
      img: "src alt width height align border hspace longdesc vspace",
      ol: "reversed start type",
      td: "colspan headers rowspan abbr align height scope valign width",
      th: "abbr colspan rowspan scope align height valign width",
    },
    schemes: "http https mailto",
    dropped: "script style",
  },
  feedparser: {
    source: "kurtmckee/feedparser, feedparser/sanitizer.py",
    elements:
      "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter multicol nav nextid noscript ol optgroup option output p pre progress q rp rt ruby s samp section select small sound source spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video",
    attributes:
      "abbr align alt border cellpadding cellspacing cite class colspan datetime dir headers height href hreflang id lang rel rowspan scope span src start summary title type valign value width",
    schemes: "http https mailto ftp",
    dropped: "script style applet",
  },
  Feedbin: {
    source: "feedbin/feedbin, app/models/content_formatter.rb",
    elements:
      "h1 h2 h3 h4 h5 h6 h7 h8 br b i strong em a pre code img tt div ins del sup sub p ol ul table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details figure figcaption audio video source small iframe",
    attributes:
      "abbr alt align border cellpadding cellspacing colspan datetime dir headers height hreflang id lang rel rowspan scope span start summary title type valign value width",
    attributesOf: { a: "href", img: "src longdesc", blockquote: "cite" },
    schemes: "http https mailto",
    dropped: "script style iframe object embed",
  },
};

/** Four readers whose lists are public; each is stricter than the others somewhere. */
export const readers: readonly Reader[] = Object.entries(lists).map(([name, list]) => ({
  name,
  show: (html) => sanitizeHtml(html, optionsOf(list)),
}));

function optionsOf(list: Lists): IOptions {
  const own = Object.entries(list.attributesOf ?? {});
  return {
    allowedTags: words(list.elements),
    allowVulnerableTags: true,
    allowedAttributes: {
      ...Object.fromEntries(own.map(([element, attributes]) => [element, words(attributes)])),
      ...(list.attributes !== undefined && { "*": words(list.attributes) }),
    },
    allowedSchemes: words(list.schemes),
    allowProtocolRelative: false,
    nonTextTags: words(list.dropped),
    ...list.more,
  };
}
