import { glob } from "astro/loaders";
import { defineCollection } from "astro:content";
import newsletterText from "virtual:retort/newsletter";
import { parse } from "yaml";

import { guideExamples } from "#components/guide/examples.ts";
import { entrySchema, issueSchema, newsletterSchema } from "#newsletter/schemas.ts";
import { translationSchema } from "#newsletter/translation-schemas.ts";

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
    pattern: ["*/*.{md,mdx}", "!*/index.{md,mdx}", "!*/*.*.{md,mdx}"],
    generateId: ({ entry }) => entry.replace(/\.mdx?$/, ""),
  }),
  schema: entrySchema,
});

/** Key: `062/name-of-the-file.de`, or `062/index.de`. */
const translations = defineCollection({
  loader: glob({
    base,
    pattern: "*/*.*.{md,mdx}",
    generateId: ({ entry }) => entry.replace(/\.mdx?$/, ""),
  }),
  schema: translationSchema,
});

/** Key: the name of an example of the author's guide; rendered like an entry. */
const examples = defineCollection({
  loader: {
    name: "guide-examples",
    load: async (context) => {
      context.store.clear();
      const newsletter = newsletterSchema.parse(parse(newsletterText));
      for (const [id, body] of Object.entries(guideExamples(newsletter))) {
        const rendered = await context.renderMarkdown(body);
        context.store.set({ id, data: {}, body, rendered });
      }
    },
  },
});

export const collections = { issues, entries, translations, examples };
