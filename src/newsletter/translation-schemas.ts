import { z } from "zod";

import { about, day, line, names } from "./schema-parts.ts";
import { correctionsField, draftField, furtherSchema } from "./schemas.ts";

/** Front matter of `<entry>.<language>.md` or `index.<language>.md`; everything else is as the original has it. The body is the translated prose. */
export const translationSchema = z.strictObject({
  title: line.meta(
    about("As the original has it, or in this language where the work has such a title.", "Fehler"),
  ),
  gist: line
    .optional()
    .meta(about("The original’s gist in this language; needed where it has one.", "Sie lehren.")),
  date: day
    .optional()
    .meta(
      about(
        "Day the translation appeared, if after the issue; one of a later day waits.",
        "2026-03-09",
      ),
    ),
  translatedBy: names
    .default([])
    .meta(about("Who translated; names or spellings from people.yaml.", "[Ada Lovelace]")),
  source: z
    .preprocess((value) => (typeof value === "string" ? value : ""), z.string())
    .meta(
      about(
        "Hash of the original’s text as it was translated; npm run new -- translation fills it in.",
        "hcmdpbkfoaej",
      ),
    ),
  prerequisites: z
    .array(furtherSchema)
    .optional()
    .meta(
      about(
        "The original’s in this language, all of them in its order; without addresses they have its own. Left out, they stay as they are.",
        "[{ title: Anmerkung G }]",
      ),
    ),
  readMore: z
    .array(furtherSchema)
    .optional()
    .meta(about("Likewise the original’s further reading.", "[{ title: Programm }]")),
  draft: draftField,
  corrections: correctionsField,
});
export type TranslationFrontmatter = z.infer<typeof translationSchema>;
