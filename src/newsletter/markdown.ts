import type { MdastPluginDefinition } from "satteri";

import { corrections } from "./markdown-corrections.ts";
import { directives } from "./markdown-directives.ts";
import { maths } from "./markdown-maths.ts";
import { references } from "./markdown-references.ts";
import type { NewsletterConfig, People } from "./schemas.ts";

export interface MarkdownSettings {
  readonly newsletter: Pick<NewsletterConfig, "address" | "language" | "references" | "words">;
  readonly people: People;
  /** Slugs of the issues that this build shows. */
  readonly issues: readonly string[];
  /** Ids of the entries in them that it leaves out all the same. */
  readonly drafts?: readonly string[];
}

/** What the prose may say beyond plain Markdown, in `.md` and `.mdx` alike. */
export function markdownPlugins(settings: MarkdownSettings): MdastPluginDefinition[] {
  // Astro keeps rendered prose until its configuration changes, and sees of a plugin only its name.
  const key = JSON.stringify(settings);
  return [
    corrections(settings),
    directives(settings),
    references(settings),
    maths(settings.newsletter),
  ].map((plugin) => ({
    ...plugin,
    name: `${plugin.name} ${key}`,
  }));
}
