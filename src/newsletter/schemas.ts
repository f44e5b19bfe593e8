import { z } from "zod";

const line = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\n]*$/, "one line");
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by hyphens");
const webAddress = z.url({ protocol: /^https?$/ });

/** A day, `YYYY-MM-DD`; unquoted YAML dates are accepted. */
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.iso.date(),
);

const correctionSchema = z.strictObject({
  date: day,
  /** What was wrong and what is right, one or two sentences. */
  text: line,
});

const linkSchema = z.strictObject({ title: line, url: webAddress });

const categorySchema = z.strictObject({ id: slug, title: line });

/** `content/newsletter.yaml`: everything particular to one newsletter that is not a person or an issue. */
export const newsletterSchema = z.strictObject({
  title: line,
  /** One line under the title. */
  tagline: line,
  /** What this newsletter is, a short paragraph of plain text. */
  description: z.string().trim().min(1),
  /** Where the site will stand, with its path if it has one: `https://example.org/my-newsletter/`. */
  address: webAddress.endsWith("/"),
  /** BCP 47 tag of the prose. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag such as en or pt-BR"),
  /** Root of every feed id (RFC 4151), fixed for life: `tag:example.org,2026:`. */
  tag: z
    .string()
    .regex(
      /^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:$/,
      "a tag URI root such as tag:example.org,2026:",
    ),
  publisher: line,
  licence: linkSchema,
  /** Where the project's source is kept, if public. */
  source: webAddress.optional(),
  /** In the order of every issue. A section with a single category of its own title shows one heading. */
  sections: z
    .array(z.strictObject({ title: line, categories: z.array(categorySchema).min(1) }))
    .min(1),
  /** A plain form that posts the reader's address; `field` is the name the provider expects. */
  subscribe: z
    .strictObject({
      provider: line,
      action: webAddress,
      field: line,
      hidden: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
  /** How the prose names other issues, `AN #36`, and where those not on this site stand. */
  references: z
    .strictObject({
      /** The words before the number, as `AN #`. */
      prefix: line,
      addresses: z.record(z.string().regex(/^\d+$/), webAddress).default({}),
      /** For every other number. */
      otherwise: webAddress,
    })
    .optional(),
  /** Interface words in the newsletter's language, replacing the English ones by their key. */
  words: z.record(z.string(), z.string()).default({}),
});
export type NewsletterConfig = z.infer<typeof newsletterSchema>;

/** `content/people.yaml`: id → person. The id is part of an address and stays. */
export const peopleSchema = z.record(
  slug,
  z.strictObject({
    name: line,
    /** As others print the name; frontmatter may use any of them. */
    spellings: z.array(line).default([]),
    url: webAddress.optional(),
  }),
);
export type People = z.infer<typeof peopleSchema>;

/** Frontmatter of `content/issues/<slug>/index.mdx`; its body is the issue's opening words. */
export const issueSchema = z.strictObject({
  number: z.int().min(1),
  title: line,
  /** Day of publication; later than today, it waits. */
  date: day,
  /** What the issue is about, one line. */
  gist: line,
  /** Shown in `dev`, left out of `build`. */
  draft: z.boolean().default(false),
  corrections: z.array(correctionSchema).default([]),
});
export type IssueFrontmatter = z.infer<typeof issueSchema>;

/** Frontmatter of `content/issues/<issue>/<entry>.{md,mdx}`: the database row. The body is the summary; none makes a link-only entry. */
export const entrySchema = z.strictObject({
  /** As printed on the work. */
  title: line,
  /** The work's own address. */
  url: webAddress.optional(),
  /** Names or spellings from `people.yaml`. */
  authors: z.array(line).min(1),
  /** The work has more authors than are named. */
  andOthers: z.boolean().default(false),
  /** Where the work appeared. */
  venue: line.optional(),
  /** Day or year the work appeared; not after the issue that carries it. */
  published: z.union([z.int().min(1900).max(2200), day]).optional(),
  /** Id of a category of `newsletter.yaml`. */
  category: slug,
  /** Opens the issue. Responses follow the entry they answer and need no mark. */
  highlight: z.boolean().default(false),
  /** The entry that this one answers, `<issue>/<entry>`. */
  respondsTo: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "issue/entry")
    .optional(),
  /** Who wrote the summary; names or spellings from `people.yaml`. */
  summarisedBy: z.array(line).default([]),
  /** One line for lists, outlines and search. */
  gist: line.optional(),
  readMore: z.array(linkSchema).default([]),
  /** Place among its neighbours (responses of one entry, entries of one category); equal ones go by title. */
  order: z.number().default(0),
  draft: z.boolean().default(false),
  corrections: z.array(correctionSchema).default([]),
});
export type EntryFrontmatter = z.infer<typeof entrySchema>;
