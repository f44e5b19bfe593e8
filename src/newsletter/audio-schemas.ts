import { z } from "zod";

import { mostDescription, transcriptTypes } from "./audio.ts";
import { about, line, slug, webAddress } from "./schema-parts.ts";

/** The name of a file beside the one that names it. */
const fileName = z
  .string()
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*\.[a-z0-9]+$/,
    "must be a file's name in lower-case letters, digits, points and hyphens, without a folder",
  );
const fileOrAddress = z.union([webAddress, fileName], {
  error: "must be the name of a file beside this one, or a web address",
});

const seconds = z.number().min(0, "must be a number of seconds");

/** Where in the sound an entry, or another part, begins. */
const chapterSchema = z
  .strictObject({
    start: seconds,
    /** The entry's file name; its title is the chapter's. */
    entry: slug.optional(),
    title: line.optional(),
  })
  .refine(({ entry, title }) => (entry === undefined) !== (title === undefined), {
    error: "must name either an entry or a title",
  });

const transcriptSchema = z.strictObject({
  file: fileOrAddress,
  type: z.enum(Object.values(transcriptTypes)),
});

/** The spoken version of an issue, as its front matter names it. */
export const audioSchema = z
  .strictObject({
    file: fileOrAddress,
    /** Bytes. */
    length: z.int().min(1, "must be the file's size in bytes"),
    type: z.string().regex(/^audio\/[\w.+-]+$/, "must be a MIME type such as audio/mpeg"),
    duration: z.number().positive("must be a number of seconds above 0"),
    episode: z.int().min(1, "must be 1 or more").optional(),
    transcripts: z.array(transcriptSchema).default([]),
    chapters: z.array(chapterSchema).default([]),
  })
  .optional()
  .meta(
    about(
      "Its spoken version, filled in by npm run new -- audio: a file of the issue’s folder or a web address, length in bytes, type, duration in seconds; transcripts, chapters (each a start in seconds and an entry or a title) and an episode’s number may be added.",
      "{ file: issue-63.mp3, length: 9120844, type: audio/mpeg, duration: 1140, transcripts: [{ file: issue-63.vtt, type: text/vtt }], chapters: [{ start: 0, title: Opening }, { start: 95.5, entry: labels-can-lie }] }",
    ),
  );
export type Audio = NonNullable<z.infer<typeof audioSchema>>;

/** The newsletter as a podcast. */
export const podcastSchema = z
  .strictObject({
    title: line.optional(),
    description: z
      .string()
      .trim()
      .min(1, "a paragraph of text is expected")
      .refine((text) => new TextEncoder().encode(text).length <= mostDescription, {
        error: `must be at most ${mostDescription} bytes, which is all that directories take`,
      }),
    image: fileName.regex(/\.(?:png|jpg)$/, "must be a .png or .jpg file"),
    category: line,
    subcategory: line.optional(),
    explicit: z.boolean(),
    email: z.email("must be a mail address"),
    guid: z.guid("must be the podcast's UUID").optional(),
    people: z
      .array(z.strictObject({ name: line, role: line.default("host"), url: webAddress.optional() }))
      .default([]),
  })
  .optional()
  .meta(
    about(
      "The newsletter as a podcast, if issues are read aloud: podcast.xml. image is a square of 1400 to 3000 pixels beside newsletter.yaml, category one of Apple’s list; guid is set only by one who brings it from elsewhere.",
      '{ description: Retort read aloud., image: cover.png, category: Science, explicit: false, email: "podcast@example.org", people: [{ name: Ada Lovelace }] }',
    ),
  );
export type Podcast = NonNullable<z.infer<typeof podcastSchema>>;
