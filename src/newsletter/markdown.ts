import type { MdastPluginDefinition, MdastPluginEntry } from "satteri";

import { inLanguage, languageOf } from "./languages.ts";
import { corrections } from "./markdown-corrections.ts";
import { directives } from "./markdown-directives.ts";
import { maths } from "./markdown-maths.ts";
import { references } from "./markdown-references.ts";
import type { NewsletterConfig, People } from "./schemas.ts";
import type { TranslationSource } from "./translations.ts";

export interface MarkdownSettings {
  readonly newsletter: Pick<
    NewsletterConfig,
    "address" | "language" | "languages" | "references" | "words"
  >;
  readonly people: People;
  /** Slugs of the issues that this build shows. */
  readonly issues: readonly string[];
  /** Ids of the entries in them that it leaves out all the same. */
  readonly drafts?: readonly string[];
  /** The translations that it shows. */
  readonly translations?: readonly Translated[];
}

/** That an issue or entry has a page in a language. */
type Translated = Pick<TranslationSource, "target" | "language">;

/** What the prose may say beyond plain Markdown, in `.md` and `.mdx` alike. */
export function markdownPlugins(
  settings: MarkdownSettings,
): [MdastPluginDefinition, MdastPluginEntry] {
  const own = prosePlugins(settings);
  const translated = new Map(
    Object.keys(settings.newsletter.languages).map((language) => [
      language,
      prosePlugins({ ...settings, newsletter: inLanguage(settings.newsletter, language) }),
    ]),
  );
  return [
    // Astro keeps rendered prose until its configuration changes, and sees of a plugin only its name.
    { name: `retort ${JSON.stringify(settings)}` },
    ({ fileURL }) => translated.get(languageOf(fileURL?.pathname ?? "") ?? "") ?? own,
  ];
}

/** Those for prose in the newsletter's language. */
function prosePlugins(settings: MarkdownSettings): MdastPluginDefinition[] {
  return [
    corrections(settings),
    directives(settings),
    references(settings),
    maths(settings.newsletter),
  ];
}
