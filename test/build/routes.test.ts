import { expect, it } from "vitest";

import type { SiteRoute } from "../../scripts/build/program-pages.ts";
import { factNumber, note } from "../../scripts/build/recording.ts";
import { routeReader } from "../../scripts/build/routes.ts";

const fact = { module: factNumber("archive people"), paths: factNumber("entry 1/a title") };

/** A route that tells when it is loaded and asked. */
function route(name: string, paths: readonly string[], told: string[]): SiteRoute {
  return {
    name,
    isOfPages: true,
    load: () => {
      told.push(`load ${name}`);
      note(fact.module);
      return Promise.resolve();
    },
    paths: () => {
      told.push(`ask ${name}`);
      note(fact.paths);
      return Promise.resolve(paths);
    },
    page: (path) => ({
      file: `${path}.html`,
      pathname: path,
      props: () => undefined,
      make: () => Promise.resolve(""),
    }),
  };
}

it("asks a route for its paths only where something that it has read is not the same", async () => {
  const told: string[] = [];
  const routes = [route("one", ["a", "b"], told), route("two", ["b", "c"], told)];
  const first = routeReader(new Map(), () => true);
  const pages = await first.pagesOf(routes);
  // The first route that claims a path has it.
  expect(pages.map(({ page, route: { name } }) => `${page.file} ${name}`)).toEqual([
    "a.html one",
    "b.html one",
    "c.html two",
  ]);
  expect(told.splice(0)).toEqual(["load one", "ask one", "load two", "ask two"]);
  // What a module reads as it is loaded is no reading of its route's.
  expect([...(first.known.get("one")?.reads ?? [])]).toEqual([fact.paths]);
  expect([...first.loading]).toEqual([fact.module]);

  const same = routeReader(first.known, () => true);
  const kept = await same.pagesOf(routes);
  expect(kept.map(({ page }) => page.file)).toEqual(["a.html", "b.html", "c.html"]);
  expect(kept.every(({ isKept }) => isKept)).toBe(true);
  expect(told).toEqual([]);
  await Promise.all(kept.slice(0, 2).map((one) => same.open(one.route)));
  expect(told.splice(0)).toEqual(["load one", "ask one"]);

  const changed = routeReader(first.known, (reads) => !reads.includes(fact.paths));
  const anew = await changed.pagesOf(routes);
  expect(anew.some(({ isKept }) => isKept)).toBe(false);
  expect(told).toEqual(["load one", "ask one", "load two", "ask two"]);
});
