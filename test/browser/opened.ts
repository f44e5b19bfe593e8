import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";

import { chromiumPath } from "../../scripts/chromium.ts";
import { serve, type Served } from "../../scripts/serve.ts";
import { type BuiltSite, buildSite } from "../site/built.ts";

/** A built newsletter in a browser, for the tests of one file. */
export interface OpenedSite {
  readonly site: BuiltSite;
  /** Address of the site's root, with a slash at its end. */
  readonly address: string;
  readonly browser: Browser;
  /** A page of a context of its own, closed after the test; nothing is loaded yet. */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** The same, at a path within the site. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Builds, serves and opens a newsletter before the tests of the file and closes it after them; to be called at the top of a file. `flags` are Chromium's. */
export function openedSite(
  content = "content",
  root = "/",
  {
    flags = [],
    port = 4800,
    build = () => buildSite(content, root),
  }: {
    readonly flags?: readonly string[];
    readonly port?: number;
    readonly build?: () => BuiltSite;
  } = {},
): OpenedSite {
  let site: BuiltSite | undefined;
  let served: Served | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    site = build();
    served = await serve(site.folder, root, port);
    browser = await launch(flags);
  });
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  });
  afterAll(async () => {
    await browser?.close();
    served?.server.close();
  });
  const opened: OpenedSite = {
    get site() {
      return ready(site);
    },
    get address() {
      return ready(served).address;
    },
    get browser() {
      return ready(browser);
    },
    page: async (options = {}) => (await ready(browser).newContext(options)).newPage(),
    async open(path, options) {
      const page = await opened.page(options);
      await page.goto(opened.address + path);
      return page;
    },
  };
  return opened;
}

function launch(flags: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      "--no-sandbox",
      // The graphics process is left out unless a test says how it draws.
      ...(flags.some((flag) => flag.startsWith("--use-angle")) ? [] : ["--disable-gpu"]),
      "--disable-quic",
      "--disable-background-networking",
      ...flags,
    ],
  });
}

function ready<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the site is open only within a test");
  return value;
}
