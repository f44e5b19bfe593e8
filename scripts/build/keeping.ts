/** What pages are made of and several of them share, carried from build to build with the facts it was made from. */
import type { Keep } from "#newsletter/prepared.ts";

import { noteAll, recorded } from "./recording.ts";

/** A part with the facts it was made from. */
export interface Part {
  readonly value: unknown;
  /** Numbers of facts. */
  readonly reads: Uint32Array;
}

/** Parts by name. */
export type Parts = ReadonlyMap<string, Part>;

/** Makes each part once a build, or takes it from the last one where all that it was made from is as it was; `parts` holds all that may be taken from this one. */
export function keeper(before: Parts, isSame: (reads: Uint32Array) => boolean) {
  // Those that nothing asks for today may be asked for tomorrow.
  const parts = new Map([...before].filter(([, { reads }]) => isSame(reads)));
  const making = new Map<string, Promise<Part>>();
  const made = async (name: string, make: () => Promise<unknown>): Promise<Part> => {
    const part = parts.get(name) ?? (await recorded(make));
    parts.set(name, part);
    return part;
  };
  const keep: Keep = async (name, make) => {
    const known = making.get(name) ?? made(name, make);
    making.set(name, known);
    const { value, reads } = await known;
    noteAll(reads);
    // Under one name stands what one function makes.
    return value as Awaited<ReturnType<typeof make>>;
  };
  return { keep, parts: parts as Parts };
}
