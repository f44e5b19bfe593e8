import { absolute } from "#newsletter/addresses.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";

/** Where a document of a feed stands among the others of it (RFC 5005 § 4). */
export interface FeedPlace {
  readonly newsletter: NewsletterConfig;
  /** Path of this document within the site. */
  readonly path: string;
  /** Path of the document that readers subscribe to: this one, unless it is an archive. */
  readonly current: string;
  /** Paths of the next older and the next newer archive. */
  readonly older?: string;
  readonly newer?: string;
}

/** The place of a head, where `part` is undefined, or of that archive, counted from 1 for the oldest, of so many; `pathOf` names them. */
export function placeOf(
  newsletter: NewsletterConfig,
  pathOf: (part: number | undefined) => string,
  part: number | undefined,
  archives: number,
): FeedPlace {
  const older = (part ?? archives + 1) - 1;
  const newer = (part ?? archives) + 1;
  return {
    newsletter,
    path: pathOf(part),
    current: pathOf(undefined),
    ...(older >= 1 && { older: pathOf(older) }),
    ...(newer <= archives && { newer: pathOf(newer) }),
  };
}

/** How a document is tied to the others of its feed. */
export function archiveLinks({ newsletter, path, current, older, newer }: FeedPlace, type: string) {
  const links = {
    self: path,
    ...(current !== path && { current }),
    ...(older !== undefined && { "prev-archive": older }),
    ...(newer !== undefined && { "next-archive": newer }),
  };
  return [
    ...Object.entries(links).map(([rel, to]) => ({ href: absolute(newsletter, to), rel, type })),
    ...hubs(newsletter, path === current).map((href) => ({ href, rel: "hub" })),
  ];
}

/** Who tells subscribers of a change (WebSub § 4); an archive has none, as it does not change. */
export function hubs({ hub }: NewsletterConfig, isHead: boolean): string[] {
  return hub === undefined || !isHead ? [] : [hub];
}

/** Marks a document that will not change, after the element that opens its feed. */
export function marked(
  text: string,
  opening: RegExp,
  { path, current }: Pick<FeedPlace, "path" | "current">,
): string {
  if (current === path) return text;
  return text.replace(
    opening,
    '$&\n  <fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>',
  );
}
