/** What each file of a site points at, and what may be pointed at in it. */
import { idsInFeed, isWholeFeed } from "./feed-ids.ts";
import { addressesIn, relativeInFeed } from "./own-addresses.ts";
import {
  type FileReferences,
  markupReferences,
  type Reference,
  scriptAddresses,
  styleAddresses,
} from "./page-links.ts";

export interface FileLinks extends Pick<FileReferences, "references"> {
  /** What a fragment may lead to. */
  readonly ids: Iterable<string> & Pick<ReadonlySet<string>, "has">;
  /** In a feed that holds everything, the ids of its items. */
  readonly items?: readonly string[];
  /** In a feed, an address that only a page of the site could read. */
  readonly near?: string;
}

/** Whether files of that name can have links. */
export function mayHaveLinks(file: string): boolean {
  return kindOf(file) !== undefined;
}

/** The links of a file that holds this text; undefined for one that has none by its kind. */
export function linksInText(file: string, text: string, home: URL): FileLinks | undefined {
  const kind = kindOf(file);
  if (kind === undefined) return undefined;
  const found = referencesOf(kind, file, text, home);
  const isFeed = kind === "text" && /\.(?:xml|json)$/.test(file) && /feed|atom/.test(file);
  const near = isFeed ? relativeInFeed(text) : undefined;
  return {
    ...found,
    ...(near !== undefined && { near }),
    ...(isWholeFeed(file) && { items: idsInFeed(text) }),
  };
}

type FileKind = "page" | "picture" | "style" | "script" | "text";

const kinds: Readonly<Record<string, FileKind>> = {
  html: "page",
  svg: "picture",
  css: "style",
  js: "script",
  mjs: "script",
  xml: "text",
  opml: "text",
  json: "text",
  csv: "text",
  txt: "text",
  md: "text",
  bib: "text",
  ris: "text",
  vtt: "text",
  webmanifest: "text",
};

function kindOf(file: string): FileKind | undefined {
  return kinds[file.slice(file.lastIndexOf(".") + 1)];
}

const noIds: ReadonlySet<string> = new Set();

const plain = (fetched: readonly string[], how: Reference["kind"]): FileReferences => ({
  ids: noIds,
  references: fetched.map((to) => ({ to, kind: how })),
});

function referencesOf(kind: FileKind, file: string, text: string, home: URL): FileReferences {
  switch (kind) {
    case "page":
      return markupReferences(text);
    case "picture":
      return markupReferences(text, true);
    case "style":
      return plain(styleAddresses(text), "fetched");
    case "script":
      // Only what the bundler has named is told for certain; the pages' policy stops everything foreign.
      return plain(
        file.startsWith("_astro/") ? scriptAddresses(text, home.pathname) : [],
        "fetched",
      );
    case "text":
      return plain(addressesIn(text, home.href), "followed");
  }
}
