import { z } from "zod";

import { audioSchema, podcastSchema } from "./audio-schemas.ts";
import { languagesSchema } from "./language-schemas.ts";
import {
  about,
  day,
  flag,
  languageTag,
  line,
  linkSchema,
  names,
  paragraph,
  slug,
  webAddress,
  yearOrDay,
} from "./schema-parts.ts";
import { isIssn } from "./work-ids.ts";

/** What a dated note after publication does: mends a mistake, says better what was right, adds what came later, or takes everything back. */
const correctionKinds = ["correction", "clarification", "update", "retraction"] as const;

/** One dated note after publication, as front matter says it. */
export const correctionSchema = z
  .strictObject({
    date: day,
    kind: z.enum(correctionKinds).default("correction"),
    /** What was wrong and what is right, one or two sentences. */
    text: line,
    /** Who made it; a name or spelling of people.yaml. */
    by: line.optional(),
    /** Words of the passage it concerns, as the prose says them now; the note stands under their paragraph. */
    where: line.optional(),
  })
  .refine(({ kind, where }) => kind !== "retraction" || where === undefined, {
    path: ["where"],
    error:
      "a retraction is of the whole and stands above it; leave where out, or call it a correction",
  });
/** One dated note after publication. */
export type Correction = z.infer<typeof correctionSchema>;

/** A work to read before or after; one without an address is a bare title. */
export const furtherSchema = z.strictObject({ title: line, url: webAddress.optional() });

export const categorySchema = z.strictObject({ id: slug, title: line });

export const draftField = flag.meta(
  about("Shown by npm run dev, left out by npm run build.", "true"),
);

/** `corrections` of a front matter. */
export const correctionsField = z
  .array(correctionSchema)
  .default([])
  .meta(
    about(
      "What was corrected after publication, each with its day. kind is correction (without it), clarification, update or retraction; by, who made it; where, words of the passage under which readers find it. A retraction stands above the text, one without where under it.",
      '[{ date: 2026-03-09, text: "The paper reports 44 %, not 34 %.", where: "44 % of the labels" }]',
    ),
  );

/** `content/newsletter.yaml`: everything particular to one newsletter that is not a person or an issue. */
export const newsletterSchema = z.strictObject({
  title: line.meta(about("Name of the newsletter.", "Retort")),
  tagline: line.meta(
    about("One line under the title.", "A research newsletter whose experiments run"),
  ),
  description: paragraph.meta(
    about("What this newsletter is, a short paragraph of plain text.", "Retort retells research."),
  ),
  address: webAddress
    .endsWith("/", "must end with a slash")
    .meta(
      about(
        "Where the site will stand, with its path if it has one.",
        "https://example.org/my-newsletter/",
      ),
    ),
  language: languageTag.meta(about("Language of the prose, a BCP 47 tag.", "en")),
  languages: languagesSchema,
  tag: z
    .string()
    .regex(
      /^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:$/,
      "must be a tag URI root such as tag:example.org,2026:",
    )
    .meta(
      about(
        "Root of every feed id (RFC 4151): your domain and the year you began. Never changes.",
        '"tag:example.org,2026:"',
      ),
    ),
  publisher: line.meta(about("Who publishes it.", "The Retort authors")),
  issn: z
    .string()
    .refine(isIssn, "must be an ISSN, as 2049-3630, with the right check digit")
    .optional()
    .meta(about("Serial number of the newsletter, if it has one.", "2049-3630")),
  licence: linkSchema.meta(
    about(
      "Terms of the prose.",
      '{ title: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/" }',
    ),
  ),
  source: webAddress
    .optional()
    .meta(about("Where the project’s source is kept, if public.", "https://example.org/source")),
  sections: z
    .array(
      z.strictObject({
        title: line,
        categories: z.array(categorySchema).min(1, "at least one category is expected"),
      }),
    )
    .min(1, "at least one section is expected")
    .meta(
      about(
        "Sections and their categories, in the order of every issue. A section with a single category of its own title shows one heading.",
        "[{ title: Research, categories: [{ id: methods, title: Methods }] }]",
      ),
    ),
  subscribe: z
    .strictObject({
      provider: line,
      action: webAddress,
      field: line,
      hidden: z.record(z.string(), z.string()).default({}),
    })
    .optional()
    .meta(
      about(
        "A form that posts the reader’s address to a mail provider; field is the name the provider expects.",
        '{ provider: Buttondown, action: "https://buttondown.com/api/emails/embed-subscribe/me", field: email }',
      ),
    ),
  references: z
    .strictObject({
      /** The words before the number, as `AN #`. */
      prefix: line,
      addresses: z
        .record(z.string().regex(/^\d+$/, "must be an issue’s number"), webAddress)
        .default({}),
      /** For every other number. */
      otherwise: webAddress,
    })
    .optional()
    .meta(
      about(
        "How the prose names other issues, and where those not on this site stand.",
        '{ prefix: "AN #", otherwise: "https://example.org/archive/" }',
      ),
    ),
  podcast: podcastSchema,
  speech: z
    .record(z.string().min(1), z.string())
    .default({})
    .meta(
      about(
        "How the text for reading aloud says what is written short; English has its own already.",
        '{ "z. B.": zum Beispiel, "%": Prozent }',
      ),
    ),
  moved: z
    .record(z.string(), z.string())
    .default({})
    .meta(
      about(
        "Addresses that pages and feeds had once, each with where it leads now, as paths within the site. Feed ids stay as they were. What stood below a folder moves along.",
        "{ issues/007/first-name/: issues/007/second-name/ }",
      ),
    ),
  hub: webAddress
    .optional()
    .meta(
      about(
        "A WebSub hub that the feeds name; npm run ping tells it what has changed.",
        "https://pubsubhubbub.appspot.com/",
      ),
    ),
  words: z
    .record(z.string(), z.string())
    .default({})
    .meta(
      about(
        "Interface words in the newsletter’s language, by the keys of src/newsletter/words.ts.",
        "{ archive: Archiv }",
      ),
    ),
});
export type NewsletterConfig = z.infer<typeof newsletterSchema>;

/** `content/published.yaml`, written by `npm run published`: what has been given out and must last. */
export const publishedSchema = z.strictObject({
  /** Addresses of pages and feeds, as paths within the site. */
  addresses: z.array(z.string()).default([]),
  /** Ids of feed items (RFC 4151). */
  ids: z.array(z.string()).default([]),
});
export type Published = z.infer<typeof publishedSchema>;

/** One person of `content/people.yaml`. */
export const personSchema = z.strictObject({
  name: line.meta(about("As this newsletter prints the name.", "Andreas Stuhlmüller")),
  spellings: names
    .default([])
    .meta(about("As others print it; entries may use any of them.", "[Andreas Stuhlmueller]")),
  url: webAddress.optional().meta(about("Their own page.", "https://example.org/andreas")),
});

/** `content/people.yaml`: id → person. The id is part of an address and stays. */
export const peopleSchema = z.record(slug, personSchema);
export type People = z.infer<typeof peopleSchema>;

/** Frontmatter of `content/issues/<slug>/index.mdx`; its body is the issue's opening words. */
export const issueSchema = z.strictObject({
  number: z
    .int("must be a whole number")
    .min(1, "must be 1 or more")
    .meta(about("The issue’s number; its folder is named after it, in three digits.", "63")),
  title: line.meta(about("What the issue is called.", "Labels that are all wrong")),
  date: day.meta(about("Day of publication; an issue of a later day waits.", "2026-03-02")),
  gist: line.meta(about("What the issue is about, one line.", "One paper, and six answers to it.")),
  audio: audioSchema,
  draft: draftField,
  corrections: correctionsField,
});
export type IssueFrontmatter = z.infer<typeof issueSchema>;

/** Frontmatter of `content/issues/<issue>/<entry>.{md,mdx}`: the database row. The body is the summary; none makes a link-only entry. */
export const entrySchema = z.strictObject({
  title: line.meta(about("As printed on the work.", '"Adversarial Examples: Bugs, or Features?"')),
  url: webAddress.optional().meta(about("The work’s own address.", "https://example.org/paper")),
  authors: names
    .min(1, "at least one author is expected")
    .meta(about("Names or spellings from people.yaml.", "[Ada Lovelace, Charles Babbage]")),
  andOthers: flag.meta(about("The work has more authors than are named.", "true")),
  venue: line.optional().meta(about("Where the work appeared.", "ICLR 2026")),
  published: yearOrDay
    .optional()
    .meta(
      about("Year or day the work appeared; not after the issue that carries it.", "2026-02-27"),
    ),
  category: slug.meta(about("Id of a category of newsletter.yaml.", "methods")),
  highlight: flag.meta(
    about("Opens the issue. Responses follow the entry they answer and need no mark.", "true"),
  ),
  respondsTo: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "must be issue/entry, as the files are named")
    .optional()
    .meta(about("The entry that this one answers, as issue/entry.", "062/robust-feature-leakage")),
  summarisedBy: names
    .default([])
    .meta(about("Who wrote the summary; names or spellings from people.yaml.", "[Ada Lovelace]")),
  gist: line
    .optional()
    .meta(about("One line for lists, outlines and search.", "Labels can lie and still teach.")),
  hatTip: line
    .optional()
    .meta(about("Who pointed this newsletter to the work.", "Charles Babbage")),
  prerequisites: z
    .array(furtherSchema)
    .default([])
    .meta(
      about(
        "What to read first; a title with or without an address.",
        '[{ title: "Note G", url: "https://example.org/note-g" }]',
      ),
    ),
  readMore: z
    .array(furtherSchema)
    .default([])
    .meta(
      about(
        "Further reading under the summary; a title with or without an address.",
        '[{ title: Code, url: "https://example.org/code" }]',
      ),
    ),
  order: z
    .number()
    .default(0)
    .meta(
      about(
        "Place among its neighbours (responses of one entry, entries of one category), lowest first; equal ones go by title.",
        "2",
      ),
    ),
  draft: draftField,
  corrections: correctionsField,
});
export type EntryFrontmatter = z.infer<typeof entrySchema>;
