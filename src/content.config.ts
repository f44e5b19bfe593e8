import { globSync } from "node:fs";
import { matchesGlob } from "node:path";

import { glob, type Loader } from "astro/loaders";
import { defineCollection } from "astro:content";
import newsletterText from "virtual:retort/newsletter";
import { parse } from "yaml";

import { guideExamples } from "#components/guide/examples.ts";
import { entrySchema, issueSchema, newsletterSchema } from "#newsletter/schemas.ts";
import { translationSchema } from "#newsletter/translation-schemas.ts";

const base = `${process.env["RETORT_CONTENT"] ?? "content"}/issues`;

/** Whether the build, which reads plain prose by itself, wants only what Astro has to compile. */
const isCompiling = process.env["RETORT_COMPILED_ONLY"] !== undefined;
const endings = isCompiling ? "mdx" : "{md,mdx}";

/** Files by their names' patterns; Astro would tell of a newsletter that has none of a kind. */
function files(pattern: string[], generateId: (options: { entry: string }) => string): Loader {
  const loader = glob({ base, pattern, generateId });
  const [wanted = "", ...others] = pattern.map((one) => one.replace("!", ""));
  const isThere = globSync(wanted, { cwd: base }).some(
    (file) => !others.some((other) => matchesGlob(file, other)),
  );
  return isThere || !isCompiling
    ? loader
    : { name: loader.name, load: ({ store }) => Promise.resolve(store.clear()) };
}

/** Key: the issue's folder, `062`. */
const issues = defineCollection({
  loader: files([`*/index.${endings}`], ({ entry }) => entry.split("/")[0] ?? entry),
  schema: issueSchema,
});

/** Key: `062/name-of-the-file`. */
const entries = defineCollection({
  loader: files([`*/*.${endings}`, "!*/index.{md,mdx}", "!*/*.*.{md,mdx}"], ({ entry }) =>
    entry.replace(/\.mdx?$/, ""),
  ),
  schema: entrySchema,
});

/** Key: `062/name-of-the-file.de`, or `062/index.de`. */
const translations = defineCollection({
  loader: files(["*/*.*.{md,mdx}"], ({ entry }) => entry.replace(/\.mdx?$/, "")),
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
