import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { serve, type Served } from "../../scripts/serve.ts";
import { hostHeaders, parseHeaders } from "../../src/newsletter/host-headers.ts";
import { buildSite, htmlOf } from "./built.ts";
import { newsletters } from "./newsletters.ts";

// Each has a port of its own, since a connection kept alive would outlive its server.
describe.each(newsletters)("the host of $name", ({ content, root }) => {
  const site = buildSite(content, root);
  let served: Served;
  beforeAll(async () => {
    served = await serve(site.folder, root, root === "/" ? 4900 : 4950);
  });
  afterAll(() => served.server.close());

  it("sends the policy that the page itself names, and lets nobody else frame it", async () => {
    const { headers } = await fetch(`${served.address}archive/`);
    const [, inPage = ""] =
      /Content-Security-Policy" content="([^"]*)"/.exec(htmlOf(site, "archive/")) ?? [];
    expect(headers.get("content-security-policy")).toBe(`${inPage}; frame-ancestors 'self'`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["feed.xml", "application/rss+xml; charset=utf-8"],
    ["entries/atom.xml", "application/atom+xml; charset=utf-8"],
    ["feed.json", "application/feed+json; charset=utf-8"],
    ["database.json", "application/json"],
    ["", "text/html; charset=utf-8"],
  ])("names the type of /%s", async (path, type) => {
    const { headers } = await fetch(served.address + path);
    expect(headers.get("content-type")).toBe(type);
  });

  it("sends text compressed to whoever takes that, and as it is to others", async () => {
    for (const [accepts, encoding] of [
      ["gzip, br", "gzip"],
      ["identity", null],
    ] as const) {
      const answer = await fetch(served.address, { headers: { "accept-encoding": accepts } });
      expect(answer.headers.get("content-encoding")).toBe(encoding);
      expect(await answer.text()).toBe(htmlOf(site, ""));
    }
  });

  it("may keep a hashed file for good, and must ask again for a page", async () => {
    const [, style = ""] = /href="([^"]*\/_astro\/[^"]+\.css)"/.exec(htmlOf(site, "")) ?? [];
    const hashed = await fetch(new URL(style, served.address));
    expect(hashed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const page = await fetch(served.address);
    expect(page.headers.get("cache-control")).toBeNull();
  });

  it("answers an unknown address at any depth with the page that says so, whose links hold", async () => {
    const answer = await fetch(`${served.address}no/such/place/`);
    expect(answer.status).toBe(404);
    const links = [...(await answer.text()).matchAll(/ (?:href|src)="([^"#]+)"/g)].map(
      ([, address = ""]) => address,
    );
    expect(links.filter((address) => !/^(?:\/|https?:)/.test(address))).toEqual([]);
  });

  it("gives out neither the rules nor what lies outside the site", async () => {
    expect((await fetch(`${served.address}_headers`)).status).toBe(404);
    expect((await fetch(`${served.address}%2e%2e/%2e%2e/etc/hostname`)).status).toBe(404);
  });

  it("sets no header by two rules of a path, which hosts would join", () => {
    const rules = parseHeaders(readFileSync(join(site.folder, "_headers"), "utf8"));
    for (const { path } of rules) {
      const fitting = rules.filter((rule) =>
        rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : rule.path === path,
      );
      const names = fitting.flatMap(({ headers }) => Object.keys(headers));
      expect(new Set(names).size, path).toBe(names.length);
    }
  });
});

it("asks a host for at most a hundred rules, the feeds of the whole site first", () => {
  const files = Array.from({ length: 200 }, (_, i) => `people/p${i}/feed.xml`);
  const rules = hostHeaders({ address: "https://example.org/n/" }, [...files, "feed.xml"]);
  expect(rules).toHaveLength(100);
  expect(rules[2]?.path).toBe("/n/feed.xml");
});
