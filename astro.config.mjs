import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";

import { preparedKey } from "./scripts/build/prepared-key.ts";
import { contentFiles, contentFolder, today } from "./scripts/content.ts";
import { isGameFile } from "./scripts/games.ts";
import { proseProcessor, syntaxHighlight } from "./scripts/prose.ts";
import { ContentError } from "./src/newsletter/check.ts";
import { publishedIssues, shownBy } from "./src/newsletter/compile.ts";
import { readContentFiles } from "./src/newsletter/content.ts";
import { shownTranslations } from "./src/newsletter/translations.ts";
import { engineBundling } from "./src/runtime/bundling.ts";
import { schemaBundling } from "./src/runtime/schema-bundling.ts";

const folder = resolve(contentFolder);
const { source, maps: soundMaps, problems } = readContentFiles(contentFiles(folder));
if (source === undefined) throw new ContentError(problems);
const { newsletter, people, issues, entries } = source;
const address = new URL(newsletter.address);
const published = { today: today(), withUnpublished: false };
const translations = shownTranslations(source, shownBy(source, published), published);

/** The prose of the content folder as HTML; links lead only to issues that are shown. */
const markdown = (
  /** @type {readonly string[]} */ shown,
  /** @type {readonly string[]} */ leftOut,
  /** @type {readonly import("./src/newsletter/translations.ts").TranslationSource[]} */ translated,
) =>
  proseProcessor(folder, {
    newsletter,
    people,
    issues: shown,
    drafts: leftOut,
    translations: translated.map(({ target, language }) => ({ target, language })),
  });

/** Lets links lead to drafts where drafts are shown. */
const drafts = {
  name: "retort-drafts",
  hooks: {
    "astro:config:setup": (
      /** @type {Parameters<NonNullable<import("astro").AstroIntegration["hooks"]["astro:config:setup"]>>[0]} */ {
        command,
        updateConfig,
      },
    ) => {
      if (command !== "dev") return;
      updateConfig({
        markdown: {
          processor: markdown(
            issues.map(({ slug }) => slug),
            [],
            source.translations,
          ),
        },
      });
    },
  },
};

/**
 * Gives the site the YAML files of the content folder as text, its maps by their id, those of games as a list with their paths, whether drafts are shown (`import.meta.env.DEV` would heed a variable DEV of the shell), and what the build has prepared.
 * @type {import("vite").Plugin}
 */
const contentText = {
  name: "retort-content",
  resolveId: (id) => (id.startsWith("virtual:retort/") ? `\0${id}` : undefined),
  load(id) {
    if (!id.startsWith("\0virtual:retort/")) return undefined;
    if (id.endsWith("/prepared")) {
      return `export default globalThis[Symbol.for(${JSON.stringify(preparedKey)})];`;
    }
    if (id.endsWith("/drafts")) return `export default ${this.environment.mode === "dev"};`;
    if (id.endsWith("/maps")) {
      const isEdited = this.environment.mode === "dev";
      const maps = isEdited ? readContentFiles(contentFiles(folder)).maps : soundMaps;
      return `export default ${JSON.stringify(Object.fromEntries(maps.map((map) => [map.id, map.data])))};`;
    }
    if (id.endsWith("/games"))
      return `export default ${JSON.stringify(contentFiles(folder).filter(isGameFile))};`;
    const file = join(folder, `${id.slice("\0virtual:retort/".length)}.yaml`);
    // A newsletter that has never been out has no such list.
    if (id.endsWith("/published") && !existsSync(file)) return 'export default "";';
    return `export default ${JSON.stringify(readFileSync(file, "utf8"))};`;
  },
};

export default defineConfig({
  site: address.origin,
  base: address.pathname,
  trailingSlash: "always",
  // Keeps the space between inline elements on neighbouring lines.
  compressHTML: true,
  markdown: {
    syntaxHighlight,
    processor: markdown(
      publishedIssues(issues, today()),
      entries.filter(({ data }) => data.draft).map(({ id }) => id),
      translations,
    ),
  },
  integrations: [drafts, mdx()],
  build: { inlineStylesheets: "never" },
  devToolbar: { enabled: false },
  vite: {
    plugins: [contentText, engineBundling(), schemaBundling()],
    worker: { format: "es" },
    build: {
      // All of it is some 10 KB: one file that every page shares comes sooner than a handful.
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        // Astro marks MDX with a directive of its own; the bundler need not tell authors of it.
        onLog: (level, log, tell) => {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") tell(level, log);
        },
      },
    },
    ssr: { external: ["@mathjax/src", "@napi-rs/canvas", "satteri"] },
  },
});
