/** The routes of a compiled program, and the pages and files that they make. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { RouteData } from "astro";
import { StaticPaths } from "astro/runtime/prerender/static-paths.js";
import { z } from "zod";

import { contentOf, WholeResponse } from "./whole-response.ts";

/** A route of the site: one page or file, or many of a kind. */
export interface SiteRoute {
  /** Tells it from all other routes of the program. */
  readonly name: string;
  /** Whether it makes pages, and no other files. */
  readonly isOfPages: boolean;
  /** Loads the modules that make its pages; comes before the paths. */
  readonly load: () => Promise<void>;
  /** Where it makes something; comes before a page is made. */
  readonly paths: () => Promise<readonly string[]>;
  /** What it makes there. */
  readonly page: (path: string) => SitePage;
}

/** One page or file of the site, not made yet. */
export interface SitePage {
  /** Where it stands in the site: `issues/062/index.html`. */
  readonly file: string;
  /** Path as the sitemap has it; undefined for what is no page. */
  readonly pathname: string | undefined;
  /** What its route gives it beside the path, once that was asked for its paths. */
  readonly props: () => unknown;
  readonly make: () => Promise<string | Uint8Array>;
}

type Constructed = ConstructorParameters<typeof StaticPaths>[0];

/** As much of Astro 7.3's program as is used here. */
interface App extends Required<Constructed> {
  readonly setInternals: (internals: unknown) => void;
  readonly setOptions: (options: unknown) => void;
  readonly render: (request: Request, options: { routeData: RouteData }) => Promise<Response>;
}
const programSchema = z.object({
  app: z.custom<App>((app) =>
    ["setInternals", "setOptions", "render", "getComponentByRoute"].every(
      (name) => typeof Reflect.get(Object(app), name) === "function",
    ),
  ),
});
const aboutSchema = z.object({
  styles: z.array(z.tuple([z.string(), z.array(z.unknown())])),
  scripts: z.array(z.unknown()),
});
const pathSchema = z.object({
  params: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])),
  props: z.unknown().optional(),
});
type KnownPath = z.infer<typeof pathSchema>;
/** A route's paths, a list that is an index as well. */
const routeCacheSchema = z
  .object({
    staticPaths: z
      .custom<{ readonly keyed: ReadonlyMap<string, unknown> }>(
        (paths) => Reflect.get(Object(paths), "keyed") instanceof Map,
      )
      .optional(),
  })
  .optional();
const endpointSchema = z.object({
  GET: z.custom<(context: object) => Response | Promise<Response>>(
    (value) => typeof value === "function",
  ),
});

/** Starts the program in that folder; gives its routes. */
export async function startProgram(folder: string): Promise<SiteRoute[]> {
  globalThis.Response = WholeResponse;
  const app = await start(folder);
  return app.manifest.routes
    .filter(({ routeData }) => routeData.prerender)
    .map((route) => routeOf(app, route));
}

async function start(folder: string): Promise<App> {
  const program = join(folder, "program");
  const entry = readdirSync(program).find((name) => /^prerender-entry\..*mjs$/.test(name));
  const loaded: unknown = await import(pathToFileURL(join(program, entry ?? "")).href);
  const { app } = programSchema.parse(loaded);
  const about = aboutSchema.parse(JSON.parse(readFileSync(join(folder, "program.json"), "utf8")));
  app.setInternals({
    pagesByKeys: new Map(about.styles.map(([key, styles]) => [key, { styles }])),
    entrySpecifierToBundleMap: new Map(),
  });
  app.setOptions({
    settings: { scripts: about.scripts },
    logger: { options: { destination: { write: () => true } } },
  });
  return app;
}

function routeOf(app: App, info: App["manifest"]["routes"][number]): SiteRoute {
  const route = info.routeData;
  const alone = new StaticPaths({
    manifest: { ...app.manifest, routes: [info] },
    routeCache: app.routeCache,
    getComponentByRoute: (one) => app.getComponentByRoute(one),
  });
  const known = (path: string): KnownPath | undefined => {
    const cached = routeCacheSchema.parse(app.routeCache.get(route));
    return pathSchema.optional().parse(cached?.staticPaths?.keyed.get(path));
  };
  return {
    name: `${route.component} ${route.route}`,
    isOfPages: route.type === "page",
    load: async () => void (await app.getComponentByRoute(route)),
    paths: async () => (await alone.getAll()).map(({ pathname }) => pathname),
    page: (path) => {
      const file = fileOf(path, route.type);
      const page = { file, props: () => known(path)?.props };
      return route.type === "endpoint"
        ? { ...page, pathname: undefined, make: () => endpointFile(app, route, file, known(path)) }
        : { ...page, ...pageAt(app, route, file, path) };
    },
  };
}

async function endpointFile(
  app: App,
  route: RouteData,
  file: string,
  known: KnownPath | undefined,
): Promise<string | Uint8Array> {
  const { GET } = endpointSchema.parse(await app.getComponentByRoute(route));
  const params = Object.fromEntries(
    Object.entries(known?.params ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return contentOf(await GET({ params, props: known?.props ?? {} }), file);
}

function pageAt(
  app: App,
  routeData: RouteData,
  file: string,
  pathname: string,
): Pick<SitePage, "pathname" | "make"> {
  const path = `${pathname.replace(/^\/|\/$/g, "")}/`.replace(/^\/$/, "");
  const address = new URL(app.manifest.base.replace(/\/?$/, "/") + path, app.manifest.site);
  return {
    pathname: path,
    make: async () => contentOf(await app.render(new Request(address), { routeData }), file),
  };
}

function fileOf(pathname: string, type: RouteData["type"]): string {
  const path = pathname.replace(/^\/|\/$/g, "");
  if (type === "endpoint") return path;
  if (path === "404") return "404.html";
  return path === "" ? "index.html" : `${path}/index.html`;
}
