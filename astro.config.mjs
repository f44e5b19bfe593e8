import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { satteri } from "@astrojs/markdown-satteri";
import mdx from "@astrojs/mdx";
import sitemap from "@astrojs/sitemap";
import { defineConfig } from "astro/config";
import { parse } from "yaml";

import { headersFile, hostHeaders } from "./src/newsletter/host-headers.ts";
import { markdownPlugins } from "./src/newsletter/markdown.ts";
import { newsletterSchema, peopleSchema } from "./src/newsletter/schemas.ts";
import { engineBundling } from "./src/runtime/bundling.ts";

const folder = resolve(process.env.RETORT_CONTENT ?? "content");
const newsletter = newsletterSchema.parse(
  parse(readFileSync(join(folder, "newsletter.yaml"), "utf8")),
);
const people = peopleSchema.parse(parse(readFileSync(join(folder, "people.yaml"), "utf8")));
const issues = readdirSync(join(folder, "issues"));
const address = new URL(newsletter.address);

/** Gives the site the two YAML files of the content folder as text. */
const contentFiles = {
  name: "retort-content",
  resolveId: (/** @type {string} */ id) =>
    id.startsWith("virtual:retort/") ? `\0${id}` : undefined,
  load(/** @type {string} */ id) {
    if (!id.startsWith("\0virtual:retort/")) return undefined;
    const file = join(folder, `${id.slice("\0virtual:retort/".length)}.yaml`);
    return `export default ${JSON.stringify(readFileSync(file, "utf8"))};`;
  },
};

/** Writes the headers that the built site asks its host for. */
const hostHeadersFile = {
  name: "retort-headers",
  hooks: {
    "astro:build:done": (/** @type {{ dir: URL }} */ { dir }) => {
      const files = readdirSync(dir, { recursive: true }).map(String);
      writeFileSync(new URL("_headers", dir), headersFile(hostHeaders(newsletter, files)));
    },
  },
};

export default defineConfig({
  site: address.origin,
  base: address.pathname,
  trailingSlash: "always",
  // Keeps the space between inline elements on neighbouring lines.
  compressHTML: true,
  markdown: {
    syntaxHighlight: false,
    processor: satteri({
      features: { directive: true },
      mdastPlugins: markdownPlugins({ newsletter, people, issues }),
    }),
  },
  integrations: [mdx(), sitemap(), hostHeadersFile],
  build: { inlineStylesheets: "never" },
  devToolbar: { enabled: false },
  vite: {
    plugins: [contentFiles, engineBundling()],
    worker: { format: "es" },
    build: { assetsInlineLimit: 0 },
    ssr: { external: ["@napi-rs/canvas"] },
  },
});
