/** A feed in documents, as RFC 5005 § 4 has it. */
export interface FeedParts<Item> {
  /** The document that readers subscribe to: newest first. */
  readonly head: readonly Item[];
  /** Oldest first, each newest first; once made, newer items leave them as they are. */
  readonly archives: readonly (readonly Item[])[];
}

/** Bytes: a head of that much content stays below the 250 KB that JSON Feed 1.1 calls fine, whatever the format adds. */
const most = 200_000;

/**
 * Divides items, newest first, into a head of at most `limit` bytes and full archives of at most as much: archives are filled from
 * the oldest item on, so that they stay, and the head holds what is in none, then older items while they fit. An item larger than
 * the limit stands alone.
 */
export function feedParts<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  limit = most,
): FeedParts<Item> {
  const chunks = chunked(items.toReversed(), bytesOf, limit);
  const open = chunks.at(-1) ?? [];
  let room = limit - open.reduce((sum, item) => sum + bytesOf(item), 0);
  const older = items.slice(open.length);
  const fitting = older.findIndex((item) => (room -= bytesOf(item)) < 0);
  return {
    head: items.slice(0, open.length + (fitting < 0 ? older.length : fitting)),
    archives: fitting < 0 ? [] : chunks.slice(0, -1).map((chunk) => chunk.toReversed()),
  };
}

/** In order, as many to a chunk as fit. */
function chunked<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  limit: number,
): Item[][] {
  const chunks: Item[][] = [];
  let room = 0;
  for (const item of items) {
    room -= bytesOf(item);
    const last = chunks.at(-1);
    if (last === undefined || room < 0) {
      chunks.push([item]);
      room = limit - bytesOf(item);
    } else last.push(item);
  }
  return chunks;
}
