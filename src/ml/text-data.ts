/** Texts that a small model learns, in characters of the alphabet alone. */
import type { Runtime } from "#lab/runtime.ts";

/** Texts by the names that parameters take. */
export const textDataSets = ["newsletter", "shakespeare"] as const;
export type TextDataSet = (typeof textDataSets)[number];

/** Where a text stands in the site, and how many characters it has, a byte each. */
const places: Readonly<
  Record<TextDataSet, { readonly path: string; readonly characters: number }>
> = {
  newsletter: { path: "texts/newsletter.txt", characters: 74_869 },
  shakespeare: { path: "data/shakespeare/text.txt", characters: 1_108_148 },
};

/** Bytes that `loadText` fetches. */
export function textBytes(name: TextDataSet): number {
  return places[name].characters;
}

/** A whole text. */
export async function loadText(load: Runtime["load"], name: TextDataSet): Promise<string> {
  return new TextDecoder().decode(await load(places[name].path));
}
