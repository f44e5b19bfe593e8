/** The routes of a program, each loaded and asked for its paths only where that is needed. */
import type { SitePage, SiteRoute } from "./program-pages.ts";
import { recorded } from "./recording.ts";
import type { BuildState, KnownRoute } from "./state.ts";

/** A page with its route, which may not be loaded. */
export interface RoutePage {
  readonly page: SitePage;
  readonly route: SiteRoute;
  /** Whether its route gives it what it gave before. */
  readonly isKept: boolean;
}

export interface Routes {
  /** All that these routes make and no route did before them; asks those whose paths may be others now. */
  readonly pagesOf: (routes: readonly SiteRoute[]) => Promise<RoutePage[]>;
  /** Loads a route and asks it for its paths, once; comes before one of its pages is made. */
  readonly open: (route: SiteRoute) => Promise<KnownRoute>;
  /** Every route so far. */
  readonly known: ReadonlyMap<string, KnownRoute>;
  /** Facts that modules loaded so far have read. */
  readonly loading: ReadonlySet<number>;
}

/** Reads what routes make, or takes it from `before` for those that have read nothing but what is the same now. */
export function routeReader(
  before: BuildState["routes"],
  isSame: (reads: Uint32Array) => boolean,
): Routes {
  const loading = new Set<number>();
  const opened = new Map<string, Promise<KnownRoute>>();
  const ask = async ({ load, paths }: SiteRoute): Promise<KnownRoute> => {
    for (const fact of (await recorded(load)).reads) loading.add(fact);
    const { value, reads } = await recorded(paths);
    return { paths: value, reads };
  };
  const open = (route: SiteRoute): Promise<KnownRoute> => {
    const asked = opened.get(route.name) ?? ask(route);
    opened.set(route.name, asked);
    return asked;
  };
  const known = new Map<string, KnownRoute>();
  const claimed = new Set<string>();
  const pagesOf = async (routes: readonly SiteRoute[]): Promise<RoutePage[]> => {
    const pages: RoutePage[] = [];
    for (const route of routes) {
      const old = before.get(route.name);
      const isKept = old !== undefined && isSame(old.reads);
      const now = isKept ? old : await open(route);
      known.set(route.name, now);
      for (const page of now.paths.map(route.page)) {
        // The first route that claims a path has it.
        if (claimed.has(page.file)) continue;
        claimed.add(page.file);
        pages.push({ page, route, isKept });
      }
    }
    return pages;
  };
  return { pagesOf, open, known, loading };
}
