/** The prose of a content folder as HTML, by the one processor that Astro, `dev` and the build share. */
import { satteri } from "@astrojs/markdown-satteri";

import { type MarkdownSettings, markdownPlugins } from "#newsletter/markdown.ts";
import { markdownFeatures } from "#newsletter/tree.ts";

/** What makes HTML of the prose of that folder; links lead only to issues that are shown. */
export function proseProcessor(
  folder: string,
  settings: MarkdownSettings,
): ReturnType<typeof satteri> {
  return satteri({
    features: markdownFeatures,
    // The last does nothing: Astro forgets prose it has rendered when a plugin's name changes.
    mdastPlugins: [...markdownPlugins(settings), { name: `content of ${folder}` }],
  });
}

/** Astro's setting for code in prose: its words alone, the colours are the style sheet's. */
export const syntaxHighlight = false;
