/** What one file of a site points at, told from its markup. */
import { Parser } from "htmlparser2";

/** One address as a file names it. */
export interface Reference {
  readonly to: string;
  /** A browser fetches it by itself, or a reader follows it. */
  readonly kind: "fetched" | "followed";
}

export interface FileReferences {
  readonly references: readonly Reference[];
  /** What a fragment may lead to. */
  readonly ids: ReadonlySet<string>;
}

/** Attributes that make a browser fetch, by element; `*` is any. */
const fetching: Readonly<Record<string, readonly string[]>> = {
  "*": ["background", "poster"],
  script: ["src", "href", "xlink:href"],
  img: ["src"],
  image: ["href", "xlink:href"],
  use: ["href", "xlink:href"],
  feimage: ["href", "xlink:href"],
  source: ["src"],
  track: ["src"],
  video: ["src"],
  audio: ["src"],
  iframe: ["src"],
  frame: ["src"],
  embed: ["src"],
  input: ["src"],
  object: ["data"],
};
/** Links (HTML § 4.6.7) that only tell where something is. */
const tellingLinks = /\b(?:alternate|author|canonical|help|hub|license|me|next|prev|search|self)\b/;
/** Metadata whose content is an address, when it is absolute. */
const telling = /^(?:og:|twitter:|citation_|dc\.|dcterms\.)/;

/** Reads the markup of a page or a picture (HTML or SVG) in one pass. */
export function markupReferences(text: string, isXml = false): FileReferences {
  const ids = new Set<string>();
  const references: Reference[] = [];
  const add = (kind: Reference["kind"], to: string | undefined): void => {
    if (to !== undefined) references.push({ to: to.trim(), kind });
  };
  let inside: "style" | "data" | undefined;
  let held = "";
  const parser = new Parser(
    {
      onopentag(rawName, at) {
        const name = rawName.toLowerCase();
        if (at["id"] !== undefined) ids.add(at["id"]);
        if (name === "a" && at["name"] !== undefined) ids.add(at["name"]);
        for (const attribute of fetching[name] ?? []) add("fetched", at[attribute]);
        for (const attribute of fetching["*"] ?? []) add("fetched", at[attribute]);
        for (const set of [at["srcset"], at["imagesrcset"]]) {
          if (set !== undefined) for (const to of srcsetAddresses(set)) add("fetched", to);
        }
        for (const to of styleAddresses(at["style"] ?? "")) add("fetched", to);
        if (name === "a" || name === "area") {
          add("followed", at["href"] ?? at["xlink:href"]);
          for (const to of (at["ping"] ?? "").split(/\s+/).filter(Boolean)) add("fetched", to);
        }
        if (name === "link") {
          const isTold = tellingLinks.test(at["rel"] ?? "") && !/stylesheet/.test(at["rel"] ?? "");
          add(isTold ? "followed" : "fetched", at["href"]);
        }
        if (name === "form") add("followed", at["action"]);
        if (at["formaction"] !== undefined) add("followed", at["formaction"]);
        if (name === "meta") {
          if (/^refresh$/i.test(at["http-equiv"] ?? "")) {
            add("followed", /url\s*=\s*['"]?([^'"]+)/i.exec(at["content"] ?? "")?.[1]);
          } else if (
            telling.test(at["property"] ?? at["name"] ?? "") &&
            /^https?:/.test(at["content"] ?? "")
          ) {
            add("followed", at["content"]);
          }
        }
        for (const [attribute, value] of Object.entries(at)) {
          if (attribute.startsWith("data-") && /^https?:\/\/\S+$/.test(value))
            add("followed", value);
        }
        if (name === "style") inside = "style";
        if (name === "script" && /json/.test(at["type"] ?? "")) inside = "data";
      },
      ontext(part) {
        if (inside !== undefined) held += part;
      },
      onclosetag(name) {
        if (inside === undefined || (name !== "style" && name !== "script")) return;
        const found = inside === "style" ? styleAddresses(held) : jsonAddresses(held);
        for (const to of found) add(inside === "style" ? "fetched" : "followed", to);
        inside = undefined;
        held = "";
      },
    },
    { xmlMode: isXml, decodeEntities: true },
  );
  parser.end(text);
  return { ids, references };
}

/** Addresses of a `srcset` (HTML § 4.8.4.2.1). */
export function srcsetAddresses(set: string): string[] {
  return [...set.matchAll(/(?:^|,)\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?/g)].flatMap(
    ([, address]) => address ?? [],
  );
}

/** Addresses of `url()` and `@import` (CSS Values 4 § 4.5). */
export function styleAddresses(style: string): string[] {
  if (!/url\(|@import/i.test(style)) return [];
  const found = style
    .replaceAll(/\/\*[^]*?\*\//g, "")
    .matchAll(
      /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi,
    );
  return [...found].flatMap((match) => match.slice(1).find((part) => part !== undefined) ?? []);
}

/** Files that a module names in so many words: neighbours in a literal of their own, and hashed files of the site. */
export function scriptAddresses(script: string, assets: string): string[] {
  const neighbours = script.matchAll(
    /["'`](\.\.?\/[\w./-]+\.(?:js|mjs|css|wasm|json|woff2|bin))["'`]/g,
  );
  const hashed = script.matchAll(/["'`]([\w./-]*_astro\/[\w.@-]+\.\w+)["'`]/g);
  return [
    ...[...neighbours].flatMap(([, to]) => to ?? []),
    ...[...hashed].flatMap(([, to = ""]) => assets + to.slice(to.indexOf("_astro/"))),
  ];
}

/** Absolute addresses among the strings of a JSON text, whole strings only; what an `@id` of JSON-LD says after its `#` only names a thing. */
function jsonAddresses(text: string): string[] {
  return [...text.matchAll(/("@id":\s*)?"(https?:\/\/[^"\\\s]+)"/g)].map(([, id, to = ""]) =>
    id === undefined ? to : to.replace(/#.*/, ""),
  );
}
