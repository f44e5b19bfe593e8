import { createHash } from "node:crypto";

import { oneLine } from "#newsletter/front-matter.ts";
import { slugOf } from "#newsletter/slugs.ts";

/** A text without case, accents and punctuation, to compare titles and names by; the text itself where that leaves nothing. */
export function textKey(text: string): string {
  const bare = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return bare === "" ? oneLine(text) : bare;
}

/** The end of an address made of a text; one of its fingerprint where it has no Latin letter or digit. */
export function slugFor(text: string, kind: "work" | "person"): string {
  const fingerprint = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return slugOf(text) || `${kind}-${fingerprint}`;
}

/** The id, or the first with a number after it that is not taken. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  if (id === "" || !taken.has(id)) return id;
  for (let next = 2; ; next += 1) if (!taken.has(`${id}-${next}`)) return `${id}-${next}`;
}
