/** What a build's main thread asks of the thread that keeps the folders of the site and its mails. */
import type { KeptUnder } from "./kept-file.ts";
import type { StampList } from "./stamps.ts";

/** A folder that is made, new and empty or not there yet, and the one whose place it will take. */
export interface FolderPair {
  readonly folder: string;
  readonly old: string;
}

export interface SiteThreadData {
  readonly site: FolderPair;
  readonly mails: FolderPair;
  /** Counts what has been sent to the thread and is not written yet: characters of text, bytes of all else. */
  readonly behind: Int32Array;
}

/** Comes before all others; `home` is the newsletter's address. */
export interface OpenOrder {
  readonly order: "open";
  readonly home: string;
  readonly kept: KeptUnder;
}

/** What the files of a whole site say. */
export interface SiteProof {
  /** What is wrong with their links and those of the mails, one line each. */
  readonly problems: readonly string[];
  /** Ids of the items of its feeds. */
  readonly ids: readonly string[];
}

/** Files are paths within the site; those that begin with `mail/` are sources of mails, which no site keeps. */
export type SiteOrder =
  | OpenOrder
  /** Answered with a set of the files taken over. */
  | { readonly order: "take over"; readonly stamps: StampList }
  /** Has what was taken over looked through for its links. */
  | { readonly order: "read" }
  | { readonly order: "remove"; readonly files: readonly string[] }
  | { readonly order: "write"; readonly file: string; readonly content: string | Uint8Array }
  | { readonly order: "copy"; readonly file: string; readonly from: string }
  /** Answered as soon as all that was ordered before is done. */
  | { readonly order: "reach" }
  /** Answered with the stamps of all files that were taken over, written or copied. */
  | { readonly order: "stamps" }
  /** Answered with a SiteProof of these files, which are all of the site's. */
  | { readonly order: "prove"; readonly files: readonly string[] }
  /** Has what was found out ready to be kept. */
  | { readonly order: "pack" }
  /** Comes after `pack`; answered when the next build can take it over. */
  | { readonly order: "keep" };
