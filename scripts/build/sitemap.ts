import { pathToFileURL } from "node:url";

import sitemap from "@astrojs/sitemap";

import type { NewsletterConfig } from "#newsletter/schemas.ts";

/** Writes the sitemap of a built site (sitemaps.org 0.9), as Astro's integration would at the end of a build of its own. */
export async function writeSitemap(
  folder: string,
  { address }: Pick<NewsletterConfig, "address">,
  paths: readonly string[],
): Promise<void> {
  const { origin, pathname } = new URL(address);
  const { hooks } = sitemap();
  const config = {
    site: origin,
    base: pathname,
    trailingSlash: "always",
    build: { format: "directory" },
  };
  const logger = { info: () => undefined, warn: say, error: say };
  const settings = {
    config,
    logger,
    routes: [],
    dir: pathToFileURL(`${folder}/`),
    pages: paths.map((path) => ({ pathname: path })),
  };
  for (const name of ["astro:config:done", "astro:routes:resolved", "astro:build:done"] as const) {
    // It reads nothing of its host but these settings.
    await Reflect.apply(hooks[name] ?? say, undefined, [settings]);
  }
}

function say(problem: unknown): void {
  console.error(String(problem));
}
