/** The entries of an archive as sites of other builders, as plain as they can be: a page an entry with its title and its text, and a page that lists them all. */
import type { ContentFile } from "#newsletter/content.ts";

export const builders = ["astro-markdown", "astro-mdx", "eleventy"] as const;
export type Builder = (typeof builders)[number];

/** The entry's file, without those of issues: they are no entries. */
const entryPath = /^issues\/(\d+)\/(?!index\.)([\w-]+)\.mdx?$/;

/** The files of the site that this builder makes of the same entries; links between entries are left as they are. */
export function plainSite(archive: readonly ContentFile[], builder: Builder): ContentFile[] {
  const entries = archive.filter(({ path }) => entryPath.test(path));
  const format = builder === "astro-mdx" ? "mdx" : "md";
  const folder = builder === "eleventy" ? "entries" : "src/entries";
  return [
    ...entries.map(({ path, text }) => ({
      path: path.replace(entryPath, `${folder}/$1/$2.${format}`),
      text: format === "mdx" ? mdxTwin(text) : text,
    })),
    ...(builder === "eleventy" ? eleventyFiles : astroFiles(format)),
  ];
}

/** How many pages the site must have. */
export function pagesOf(archive: readonly ContentFile[]): number {
  return archive.filter(({ path }) => entryPath.test(path)).length + 1;
}

/** An entry as an MDX module that says the same: what MDX would read as code is text, so a demo and who holds an opinion stand there as they were written. */
export function mdxTwin(text: string): string {
  const [head = ""] = /^---\n[\s\S]*?\n---\n/.exec(text) ?? [];
  return (
    head +
    text
      .slice(head.length)
      .replaceAll(/(\\.)|[{}<]/g, (found, escaped) =>
        escaped === undefined ? `\\${found}` : found,
      )
  );
}

function astroFiles(format: "md" | "mdx"): ContentFile[] {
  const mdx = format === "mdx";
  return [
    {
      path: "astro.config.mjs",
      // What it keeps between builds must not go to the packages' folder, which is a link.
      text: `${mdx ? 'import mdx from "@astrojs/mdx";\n' : ""}export default {
  site: "https://long.example",
  cacheDir: "./.cache",
  ${mdx ? "integrations: [mdx()],\n  " : ""}vite: { cacheDir: "./.vite" },
};
`,
    },
    {
      path: "src/content.config.ts",
      text: `import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";

export const collections = {
  entries: defineCollection({ loader: glob({ base: "./src/entries", pattern: "**/*.${format}" }) }),
};
`,
    },
    {
      path: "src/pages/entries/[...id].astro",
      text: `---
import { getCollection, render } from "astro:content";

export async function getStaticPaths() {
  const entries = await getCollection("entries");
  return entries.map((entry) => ({ params: { id: entry.id }, props: { entry } }));
}
const { entry } = Astro.props;
const { Content } = await render(entry);
---

<html lang="en">
  <head><meta charset="utf-8" /><title>{entry.data.title}</title></head>
  <body><h1>{entry.data.title}</h1><Content /></body>
</html>
`,
    },
    {
      path: "src/pages/index.astro",
      text: `---
import { getCollection } from "astro:content";

const entries = await getCollection("entries");
---

<html lang="en">
  <head><meta charset="utf-8" /><title>Long Run</title></head>
  <body>
    <ul>{entries.map(({ id, data }) => <li><a href={\`/entries/\${id}/\`}>{data.title}</a></li>)}</ul>
  </body>
</html>
`,
    },
  ];
}

const eleventyFiles: readonly ContentFile[] = [
  {
    path: "eleventy.config.mjs",
    // Texts are Markdown alone: two braces in one are two braces.
    text: `export default () => ({ markdownTemplateEngine: false, dir: { output: "dist" } });
`,
  },
  { path: "entries/entries.json", text: '{ "layout": "entry.njk", "tags": "entry" }\n' },
  {
    path: "_includes/entry.njk",
    text: `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>{{ title }}</title></head>
  <body><h1>{{ title }}</h1>{{ content | safe }}</body>
</html>
`,
  },
  {
    path: "index.njk",
    text: `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Long Run</title></head>
  <body>
    <ul>{% for entry in collections.entry %}<li><a href="{{ entry.url }}">{{ entry.data.title }}</a></li>{% endfor %}</ul>
  </body>
</html>
`,
  },
];
