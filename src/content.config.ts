import { glob } from "astro/loaders";
import { defineCollection } from "astro:content";

import { entrySchema, issueSchema } from "#newsletter/schemas.ts";

const base = `${process.env["RETORT_CONTENT"] ?? "content"}/issues`;

/** Key: the issue's folder, `062`. */
const issues = defineCollection({
  loader: glob({
    base,
    pattern: "*/index.{md,mdx}",
    generateId: ({ entry }) => entry.split("/")[0] ?? entry,
  }),
  schema: issueSchema,
});

/** Key: `062/name-of-the-file`. */
const entries = defineCollection({
  loader: glob({
    base,
    pattern: ["*/*.{md,mdx}", "!*/index.{md,mdx}"],
    generateId: ({ entry }) => entry.replace(/\.mdx?$/, ""),
  }),
  schema: entrySchema,
});

export const collections = { issues, entries };
