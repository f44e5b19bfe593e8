import { readFileSync } from "node:fs";

import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { chromiumPath } from "../../scripts/chromium.ts";
import spec from "../../src/experiments/wrong-labels/spec.ts";
import { digestOf, start } from "../browser/demo-page.ts";
import { buildSite } from "../site/built.ts";
import { newsletters } from "../site/newsletters.ts";
import { bareServer, cloudflarePages, gitHubPages, type Hosted, netlify, putOn } from "./hosts.ts";

// Where a host gives each site a name of its own, one under a path has no place on it.
const pairs = [gitHubPages, cloudflarePages, netlify, bareServer].flatMap((host) =>
  newsletters
    .filter(({ root }) => root === "/" || host.underPath)
    .map(({ content, root }) => ({ host, content, root, title: `${host.name} at ${root}` })),
);
const moved = {
  content: undefined,
  "test/fixtures/newsletter": {
    "issues/001/antwort/": "issues/001/antwort-auf-muster/",
    "2025/03/erster-brief.html": "issues/001/",
  },
} as const;
const recorded = JSON.parse(readFileSync("public/results/wrong-labels/smoke.json", "utf8")) as {
  readonly runs: readonly { readonly digest: string }[];
};

const launched = chromium.launch({
  executablePath: chromiumPath(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
afterAll(async () => (await launched).close());

describe.each(pairs)("$title", ({ host, content, root }) => {
  const site = buildSite(content, root);
  let hosted: Hosted;
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    hosted = await putOn(host, site.folder, root);
    browser = await launched;
  });
  afterAll(async () => {
    await hosted.close();
  });

  /** A page that notes what it complains of and what it asks of others. */
  async function opened(path: string): Promise<Page> {
    const page = await browser.newPage();
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== hosted.origin && !request.url().startsWith("data:")) {
        complaints.push(`asked for ${request.url()}`);
      }
    });
    await page.goto(hosted.origin + root + path);
    return page;
  }

  it("lets a reader come from the home page to an issue and to an entry", async () => {
    const page = await opened("");
    await page.locator('main a[href*="/issues/"]').first().click();
    await page.waitForURL(/\/issues\/\d+\//);
    expect(await page.locator("h1").count()).toBe(1);
    await page.locator("article.entry h3 a").first().click();
    await page.waitForLoadState();
    expect(new URL(page.url()).pathname.startsWith(`${root}issues/`)).toBe(true);
    // The styles are there: the text is set in the site's own face.
    const face = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    expect(face).toContain("Source Serif");
    expect(complaints.splice(0)).toEqual([]);
    await page.close();
  });

  it("runs a demo to the digest that is recorded", async () => {
    const query = new URLSearchParams({ demo: "wrong-labels" });
    for (const [name, value] of Object.entries(spec.presets.smoke.params)) {
      query.set(name, String(value));
    }
    const page = await opened(`experiments/wrong-labels/?${query.toString()}`);
    await expect
      .poll(() => page.inputValue("[name=size]"), { timeout: 20_000 })
      .toBe(query.get("size"));
    await page.click(start);
    expect(recorded.runs.map(({ digest }) => digest)).toContain(await digestOf(page));
    expect(complaints.splice(0)).toEqual([]);
    await page.close();
  });

  it("keeps each page to its policy", async () => {
    const page = await opened("archive/");
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.documentElement.dataset.ran = 'yes'";
      document.head.append(script);
      return document.documentElement.dataset["ran"];
    });
    expect(ran).toBeUndefined();
    expect(complaints.splice(0).join()).toContain("Content Security Policy");
    await page.close();
  });

  it("gives each feed out as XML or JSON", async () => {
    for (const file of ["feed.xml", "atom.xml", "feed.json"]) {
      const answer = await fetch(hosted.origin + root + file);
      expect(answer.status).toBe(200);
      const type = answer.headers.get("content-type") ?? "";
      const own = file.endsWith(".json")
        ? "feed+json"
        : file === "feed.xml"
          ? "rss+xml"
          : "atom+xml";
      expect(type).toMatch(host.readsHeaders ? own : /json|xml/);
    }
  });

  it("says of an unknown address at any depth that there is no such page", async () => {
    const answer = await fetch(`${hosted.origin}${root}no/such/place/`);
    expect(answer.status).toBe(404);
    if (!host.has404Page) return;
    const page = await browser.newPage();
    await page.goto(`${hosted.origin}${root}no/such/place/`);
    await page.locator(`main a[href="${root}archive/"]`).click();
    await page.waitForURL(`${hosted.origin}${root}archive/`);
    await page.close();
  });

  it("puts the slash to an address without it", async () => {
    const page = await opened("archive");
    expect(page.url()).toBe(`${hosted.origin}${root}archive/`);
    expect(complaints.splice(0)).toEqual([]);
    await page.close();
  });

  it.each(Object.entries(moved[content] ?? {}))("leads from %s to %s", async (from, to) => {
    const page = await opened(from);
    await page.waitForURL(hosted.origin + root + to);
    expect(complaints.splice(0)).toEqual([]);
    await page.close();
  });
});
