import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { openedSite } from "./opened.ts";

const titles = (page: Page): Promise<string[]> =>
  page.locator("site-search ol .title").allInnerTexts();
const status = (page: Page): Promise<string> =>
  page.locator("site-search [role=status]").innerText();
const leakage = "Robust Feature Leakage";

describe("the search", () => {
  const opened = openedSite();
  const { entries } = readContent("content");

  it("finds an entry by a word of its text, shows the passage, and leads to it", async () => {
    const page = await opened.open("search/");
    await page.fill("[name=text]", "certified templates");
    await expect.poll(() => titles(page)).toContain(leakage);
    expect(await page.locator("site-search mark").first().innerText()).toMatch(/template|certif/i);
    await page.getByRole("link", { name: leakage }).click();
    expect(new URL(page.url()).pathname).toBe("/issues/062/robust-feature-leakage/");
  });

  it("finds by an author's, a summariser's and an opinion giver's name", async () => {
    const page = await opened.open("search/?text=Gabriel+Goh");
    await expect.poll(() => titles(page)).toContain(leakage);
    await page.goto(`${opened.address}search/?kind=opinion`);
    await expect.poll(() => status(page)).toMatch(/^Results: [1-9]/);
  });

  it("narrows to a kind, a category, a person and a year, with the count of each", async () => {
    const page = await opened.open("search/?category=adversarial-examples");
    const inCategory = entries.filter(({ data }) => data.category === "adversarial-examples");
    await expect.poll(() => status(page)).toBe(`Results: ${inCategory.length}`);
    const responses = inCategory.filter(({ data }) => data.respondsTo !== undefined);
    const offered = page.locator("[name=kind] option[value=response]");
    await expect.poll(() => offered.innerText()).toBe(`Responses (${responses.length})`);
    await page.selectOption("[name=kind]", "response");
    await expect.poll(() => status(page)).toBe(`Results: ${responses.length}`);
    await page.selectOption("[name=person]", "gabriel-goh");
    await page.selectOption("[name=year]", "2019");
    await expect.poll(() => titles(page)).toHaveLength(2);
  });

  it("finds an entry that only links to its work, by its title and by its kind", async () => {
    const page = await opened.open("search/?kind=link-only");
    const linkOnly = entries.filter(({ body }) => (body ?? "").trim() === "");
    expect(linkOnly.length).toBeGreaterThan(0);
    await expect.poll(() => titles(page)).toHaveLength(linkOnly.length);
    const title = linkOnly[0]?.data.title ?? "";
    await page.goto(`${opened.address}search/?text=${encodeURIComponent(title)}`);
    await expect.poll(async () => (await titles(page))[0]).toBe(title);
    expect(await page.locator("site-search ol li").first().locator("p").count()).toBe(1);
  });

  it("is held by the address: a link opens it, and back leads to the question before", async () => {
    const page = await opened.open("search/?text=robust");
    await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(2);
    const before = await titles(page);
    await expect.poll(() => page.locator("[name=kind] option").count()).toBeGreaterThan(2);
    await page.selectOption("[name=kind]", "highlight");
    await expect.poll(async () => (await titles(page)).length).not.toBe(before.length);
    expect(new URL(page.url()).search).toBe("?text=robust&kind=highlight");
    await page.goBack();
    await expect.poll(() => titles(page)).toEqual(before);
    expect(await page.inputValue("[name=kind]")).toBe("");
  });

  it("opens the index while the reader finds the field, and loads no text of it", async () => {
    const page = await opened.page();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${opened.address}search/`);
    await expect.poll(() => asked.some((address) => address.endsWith(".pf_filter"))).toBe(true);
    await page.waitForLoadState("networkidle");
    expect(asked.filter((address) => /\.pf_(?:index|fragment)$/.test(address))).toEqual([]);
  });

  it("loads nothing of the index before the reader turns to the field, where their browser saves data", async () => {
    const page = await opened.page();
    await page.addInitScript(() =>
      Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
    );
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${opened.address}search/`);
    await page.waitForLoadState("networkidle");
    expect(asked.filter((address) => address.includes("/pagefind/"))).toEqual([]);
    await page.focus("[name=text]");
    await expect
      .poll(() => asked.some((address) => address.endsWith("/pagefind-worker.js")))
      .toBe(true);
  });

  it("goes from the field into the results and back by arrow keys", async () => {
    const page = await opened.open("search/?text=robust");
    await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(1);
    await page.focus("[name=text]");
    await page.keyboard.press("ArrowDown");
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.textContent ?? "");
    expect(await focused()).toBe((await titles(page))[0]);
    await page.keyboard.press("ArrowUp");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
  });

  it("says that nothing was found, and starts anew at a press", async () => {
    const page = await opened.open("search/?text=xyzzyqwerty");
    await expect.poll(() => status(page)).toBe("Results: 0");
    expect(await page.locator("site-search .empty").innerText()).toMatch(/^Nothing found/);
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("");
    expect(await page.locator("site-search .empty").isVisible()).toBe(false);
  });

  it("searches another language where it is asked for, and comes back to the page’s own", async () => {
    const page = await opened.open("search/?text=Verfahren");
    await expect.poll(() => status(page), { timeout: 10_000 }).toBe("Results: 0");
    await page.selectOption("[name=language]", "de");
    await expect.poll(() => titles(page), { timeout: 10_000 }).toHaveLength(1);
    expect(new URL(page.url()).search).toBe("?text=Verfahren&language=de");
    await page.goBack();
    await expect.poll(() => status(page), { timeout: 10_000 }).toBe("Results: 0");
    expect(await page.inputValue("[name=language]")).toBe("en");
    await page.goForward();
    await expect.poll(() => titles(page), { timeout: 10_000 }).toHaveLength(1);
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => page.inputValue("[name=language]")).toBe("en");
    expect(new URL(page.url()).search).toBe("");
  });

  it("says so when the index cannot be loaded, and leads to what works all the same", async () => {
    const page = await opened.page();
    await page.route("**/pagefind/**", (route) => route.abort());
    await page.goto(`${opened.address}search/?text=robust`);
    await expect.poll(() => status(page)).toMatch(/could not be loaded/);
    expect(await page.locator(".instead").getByRole("link", { name: "Database" }).isVisible()).toBe(
      true,
    );
  });

  it("tells a reader without script where everything is listed", async () => {
    const page = await opened.open("search/", { javaScriptEnabled: false });
    expect(await page.locator("site-search form:visible").count()).toBe(0);
    expect(await page.locator(".instead").innerText()).toMatch(/Without a script/);
    await page.locator(".instead").getByRole("link", { name: "Archive" }).click();
    expect(new URL(page.url()).pathname).toBe("/archive/");
  });

  it("has no accessibility violation with results, dark and light, and fits 320 pixels", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await opened.open("search/?text=robust", {
        colorScheme,
        viewport: { width: 320, height: 640 },
      });
      await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(1);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  });
});

describe("the search of a newsletter in German, under a path of its host", () => {
  const opened = openedSite("test/fixtures/newsletter", "/my-newsletter/");

  it("finds a word in another form, by the language's own stems, and keeps to the policy", async () => {
    const page = await opened.page();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`${opened.address}search/?text=Mensch`);
    await expect.poll(() => titles(page)).toContain("Muster in Daten");
    expect(await page.locator("site-search mark").allInnerTexts()).toContain("Menschen");
    const found = page.getByRole("link", { name: "Muster in Daten" });
    expect(await found.getAttribute("href")).toBe("/my-newsletter/issues/001/muster-in-daten/");
    expect(await status(page)).toMatch(/^Treffer: [1-9]/);
    expect(complaints).toEqual([]);
  });

  it("finds an issue by its opening", async () => {
    const page = await opened.open("search/?kind=opening");
    await expect.poll(() => titles(page)).toEqual(["Der erste Brief"]);
  });
});
