/** What a newsletter says of itself in the languages that its entries are translated into. */
import { z } from "zod";

import { about, languageTag, line, paragraph } from "./schema-parts.ts";

export const languagesSchema = z
  .record(
    languageTag,
    z.strictObject({
      tagline: line,
      description: paragraph,
      /** By the keys of `words.ts`; English has them all. */
      words: z.record(z.string(), z.string()).default({}),
      /** Titles of sections and categories, as `sections` has them → in this language. */
      titles: z.record(z.string(), line).default({}),
    }),
  )
  .default({})
  .meta(
    about(
      "The languages that entries are translated into, by BCP 47 tag: tagline and description, interface words as under words, and titles of sections and categories.",
      "{ de: { tagline: …, description: …, words: { archive: Archiv }, titles: { News: Neues } } }",
    ),
  );
