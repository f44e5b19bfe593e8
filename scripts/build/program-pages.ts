/** The pages and files that a compiled program can make. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { RouteData } from "astro";
import { StaticPaths } from "astro/runtime/prerender/static-paths.js";
import { z } from "zod";

/** One page or file of the site, not made yet. */
export interface SitePage {
  /** Where it stands in the site: `issues/062/index.html`. */
  readonly file: string;
  /** Path as the sitemap has it; undefined for what is no page. */
  readonly pathname: string | undefined;
  /** What its route gives it beside the path. */
  readonly props: unknown;
  readonly make: () => Promise<string | Uint8Array>;
}

const decoder = new TextDecoder();

type Constructed = ConstructorParameters<typeof StaticPaths>[0];

/** As much of Astro 7.3's program as is used here. */
export interface App extends Required<Constructed> {
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

/** Starts the program in that folder and reads all its modules. */
export async function startProgram(folder: string): Promise<App> {
  globalThis.Response = WholeResponse;
  const app = await start(folder);
  for (const { routeData } of app.manifest.routes) await app.getComponentByRoute(routeData);
  return app;
}

/** What the program can make. */
export async function programPages(app: App): Promise<SitePage[]> {
  const paths = await new StaticPaths(app).getAll();
  const seen = new Set<string>();
  return paths.flatMap(({ pathname, route }) => {
    const file = fileOf(pathname, route.type);
    // The first route that claims a path has it.
    if (seen.has(file)) return [];
    seen.add(file);
    return [pageOf(app, pathname, file, route)];
  });
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

function pageOf(app: App, pathname: string, file: string, route: RouteData): SitePage {
  const cached = routeCacheSchema.parse(app.routeCache.get(route));
  const known = pathSchema.optional().parse(cached?.staticPaths?.keyed.get(pathname));
  if (route.type === "endpoint") {
    return {
      file,
      pathname: undefined,
      props: known?.props,
      make: async () => {
        const { GET } = endpointSchema.parse(await app.getComponentByRoute(route));
        const params = Object.fromEntries(
          Object.entries(known?.params ?? {}).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, String(value)]],
          ),
        );
        return contentOf(await GET({ params, props: known?.props ?? {} }), file);
      },
    };
  }
  const path = `${pathname.replace(/^\/|\/$/g, "")}/`.replace(/^\/$/, "");
  const address = new URL(app.manifest.base.replace(/\/?$/, "/") + path, app.manifest.site);
  return {
    file,
    pathname: path,
    props: known?.props,
    make: async () => contentOf(await app.render(new Request(address), { routeData: route }), file),
  };
}

/** An answer whose content is kept as it is, for who asks: through a stream, it costs as much as many a page. */
class WholeResponse extends Response {
  readonly content: string | Uint8Array<ArrayBuffer> | undefined;

  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(isContent(body) ? null : body, init);
    this.content = isContent(body) ? body : undefined;
  }

  override get body(): Response["body"] {
    return this.content === undefined ? super.body : new Blob([this.content]).stream();
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.content === undefined
      ? super.arrayBuffer()
      : new Blob([this.content]).arrayBuffer();
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override async text(): Promise<string> {
    if (this.content === undefined) return super.text();
    return typeof this.content === "string" ? this.content : decoder.decode(this.content);
  }
}

function isContent(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return (
    typeof body === "string" || (body instanceof Uint8Array && body.buffer instanceof ArrayBuffer)
  );
}

async function contentOf(response: Response, file: string): Promise<string | Uint8Array> {
  if (!response.ok && response.status !== 404) {
    throw new Error(`${file} could not be made: its page answers with ${response.status}`);
  }
  if (response instanceof WholeResponse && response.content !== undefined) {
    return response.content;
  }
  return new Uint8Array(await response.arrayBuffer());
}

function fileOf(pathname: string, type: RouteData["type"]): string {
  const path = pathname.replace(/^\/|\/$/g, "");
  if (type === "endpoint") return path;
  if (path === "404") return "404.html";
  return path === "" ? "index.html" : `${path}/index.html`;
}
