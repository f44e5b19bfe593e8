import maps from "virtual:retort/maps";

import type { ArgumentMap } from "#maps/schema.ts";

/** The map of that id; its absence fails the build. */
export function argumentMap(id: string): ArgumentMap {
  const found = maps[id];
  if (found === undefined) {
    throw new Error(`there is no map "${id}"; there are ${Object.keys(maps).join(", ") || "none"}`);
  }
  return found;
}
