import { pathToFileURL } from "node:url";

import { absolute } from "#newsletter/addresses.ts";
import type { ContentSource } from "#newsletter/check.ts";
import { shownBy } from "#newsletter/compile.ts";
import { alternatesOf, siblingsIn } from "#newsletter/siblings.ts";
import { shownTranslations } from "#newsletter/translations.ts";

import { today } from "../content.ts";
import { fingerprint } from "./fingerprint.ts";

/** A sitemap that is not written yet. */
export interface Sitemap {
  /** The same only where its files would be the same. */
  readonly key: string;
  /** Writes them into a folder. */
  readonly write: (folder: string) => Promise<void>;
}

/** The sitemap of pages with these paths (sitemaps.org 0.9). */
export function sitemapOf(source: ContentSource, paths: readonly string[]): Sitemap {
  const { newsletter } = source;
  const options = { today: today(), withUnpublished: false };
  const siblings = siblingsIn(
    newsletter,
    shownTranslations(source, shownBy(source, options), options),
  );
  return {
    key: fingerprint(JSON.stringify([newsletter.address, paths, [...siblings]])),
    write: (folder) => writeSitemap(folder, newsletter, paths, siblings),
  };
}

/** Writes it as Astro's integration would at the end of a build of its own. */
async function writeSitemap(
  folder: string,
  newsletter: ContentSource["newsletter"],
  paths: readonly string[],
  siblings: ReturnType<typeof siblingsIn>,
): Promise<void> {
  const { default: sitemap } = await import("@astrojs/sitemap");
  const { origin, pathname } = new URL(newsletter.address);
  const { hooks } = sitemap({
    // What a page is called in other languages.
    serialize: (item) => {
      const path = item.url.slice(newsletter.address.length);
      const links = alternatesOf(siblings.get(path) ?? []).map((one) => ({
        lang: one.language,
        url: absolute(newsletter, one.path),
      }));
      return links.length > 0 ? { ...item, links } : item;
    },
  });
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
