import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { openedSite } from "./opened.ts";

/** Long enough for what comes near to be laid out, in a few frames. */
const settledMs = 300;

describe("a long issue, whose results are laid out when the reader comes near", () => {
  const opened = openedSite();
  const path = "issues/062/";

  it.each([1440, 1280, 390])(
    "leads from its outline to each entry, however much above it grows, at %i pixels",
    { timeout: 60_000 },
    async (width) => {
      const page = await opened.open(path, { viewport: { width, height: 800 } });
      expect(await skipped(page)).toBeGreaterThan(10);
      const links = await page
        .locator(".outline .thread a")
        .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
      expect(links.length).toBeGreaterThan(10);
      const away: Record<string, number> = {};
      // From below, so that nothing above an entry has been seen yet.
      for (const link of links.toReversed()) {
        await page
          .locator(`.outline a[href="${link}"]`)
          .evaluate((element) => element instanceof HTMLElement && element.click());
        await page.waitForTimeout(settledMs);
        away[link] = await awayFrom(page, link);
      }
      expect(Object.entries(away).filter(([, pixels]) => pixels > 8)).toEqual([]);
    },
  );

  it("opens at the entry that the address names, and comes back to it from another page", async () => {
    const link = "#towards-empathic-deep-q-learning";
    const page = await opened.open(path + link, { viewport: { width: 390, height: 800 } });
    await page.waitForTimeout(settledMs);
    expect(await awayFrom(page, link)).toBeLessThan(8);
    await page.locator(`${link} h3 a`).click();
    await page.waitForURL(/learning\/$/);
    await page.goBack();
    await page.waitForTimeout(settledMs);
    expect(await awayFrom(page, link)).toBeLessThan(8);
    await page.reload();
    await page.waitForTimeout(settledMs);
    expect(await awayFrom(page, link)).toBeLessThan(8);
  });

  it.each([1280, 390])(
    "keeps so much room for each demo that nothing of it lies over what follows, at %i pixels",
    async (width) => {
      const page = await opened.open(path, { viewport: { width, height: 800 } });
      const rooms = await page.locator("retort-demo .results").evaluateAll((all) => {
        const heights = (): number[] => all.map((one) => one.getBoundingClientRect().height);
        const kept = heights();
        for (const one of all) {
          if (one instanceof HTMLElement) one.style.contentVisibility = "visible";
        }
        return heights().map((taken, i) => ({ kept: kept[i] ?? 0, taken }));
      });
      expect(rooms.length).toBeGreaterThan(10);
      expect(rooms.filter(({ kept, taken }) => kept + 1 < taken)).toEqual([]);
    },
  );

  it("finds words where nothing has been laid out yet, and shows them", async () => {
    const page = await opened.open(path);
    const claim = page.locator("retort-demo").last().locator(".sentence").last();
    const isLaidOut = (): Promise<boolean> =>
      claim.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }));
    const words = ((await claim.textContent()) ?? "").trim().slice(0, 40);
    expect(await isLaidOut()).toBe(false);
    const isFound = await page.evaluate(
      (text) => (globalThis as unknown as { find(words: string): boolean }).find(text),
      words,
    );
    expect(isFound).toBe(true);
    await expect.poll(isLaidOut).toBe(true);
    const { y = -1 } = (await claim.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(-50);
    expect(y).toBeLessThan(page.viewportSize()?.height ?? 0);
  });

  it("has the settings of a far demo ready when the reader comes, by hand or keyboard", async () => {
    const page = await opened.open(path);
    const settings = page.locator("retort-demo [data-presets]");
    const demos = await page.locator("retort-demo").count();
    expect(await settings.count()).toBeLessThan(demos);
    const last = page.locator("retort-demo").last();
    await last.locator(".title").scrollIntoViewIfNeeded();
    await expect.poll(() => last.locator("[data-presets]").isVisible()).toBe(true);
    expect(await settings.count()).toBeLessThan(demos);
    await page.keyboard.press("Tab");
    expect(await settings.count()).toBe(demos);
  });

  it("prints whole", async () => {
    const page = await opened.open(path);
    await page.emulateMedia({ media: "print" });
    expect(await skipped(page)).toBe(0);
  });
});

/** How many results of demos are not laid out. */
function skipped(page: Page): Promise<number> {
  return page
    .locator("retort-demo .results .claims")
    .evaluateAll(
      (all) =>
        all.filter((element) => !element.checkVisibility({ contentVisibilityAuto: true })).length,
    );
}

/** Pixels between an entry's top and the place where a link to it leads: below the edge by the page's own padding, or the page's end. */
function awayFrom(page: Page, link: string): Promise<number> {
  return page.evaluate((anchor) => {
    const { documentElement: root } = document;
    const padding = parseFloat(getComputedStyle(root).scrollPaddingBlockStart);
    const top = document.querySelector(anchor)?.getBoundingClientRect().top ?? Infinity;
    const below = root.scrollHeight - innerHeight - scrollY;
    return Math.min(Math.abs(top - padding), below < 1 && top > padding ? 0 : Infinity);
  }, link);
}
