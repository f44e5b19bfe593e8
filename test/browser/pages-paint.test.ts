import { loadImage, createCanvas } from "@napi-rs/canvas";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { openedSite } from "./opened.ts";

const waitMs = 600;

describe("a page while it appears", () => {
  const opened = openedSite();

  it.each([
    ["", 1280],
    ["issues/062/", 1280],
    ["issues/062/robust-feature-leakage/", 1280],
    ["", 360],
    ["issues/062/", 360],
    ["issues/062/robust-feature-leakage/", 360],
    ["database/", 1280],
    ["search/", 1280],
    ["database/", 360],
    ["search/", 360],
  ])(
    "does not move when the fonts and scripts of /%s come late, at %i pixels",
    async (path, width) => {
      const page = await opened.page({ viewport: { width, height: 800 } });
      let faces = 0;
      await page.route(/\.woff2$/, async (route) => {
        faces += 1;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        await route.continue();
      });
      await page.route(/\/_astro\/.*\.js$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        await route.continue();
      });
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if ("value" in entry && typeof entry.value === "number") shifts.push(entry.value);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(opened.address + path);
      await page.evaluate(() => document.fonts.ready.then(() => true));
      await page.waitForTimeout(200);
      const shifts = await page.evaluate(
        () => (globalThis as unknown as { readonly shifts: number[] }).shifts,
      );
      expect(faces).toBeGreaterThanOrEqual(2);
      expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01);
    },
  );

  it.each([
    { chosen: "dark", system: "light", isDark: true },
    { chosen: "light", system: "dark", isDark: false },
  ] as const)(
    "never shows another theme than $chosen, which was chosen, where the system is $system",
    async ({ chosen, system, isDark }) => {
      const page = await opened.open("archive/", {
        colorScheme: system,
        viewport: { width: 640, height: 480 },
      });
      await page.locator(`.theme input[value="${chosen}"]`).check();
      const frames: string[] = [];
      const devtools = await page.context().newCDPSession(page);
      devtools.on("Page.screencastFrame", ({ data, sessionId }) => {
        frames.push(data);
        void devtools.send("Page.screencastFrameAck", { sessionId });
      });
      await page.waitForTimeout(200);
      await devtools.send("Page.startScreencast", { format: "png", everyNthFrame: 1 });
      // Late enough for a frame before it, were it not waited for.
      await page.route(/theme\.js$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        await route.continue();
      });
      await page.goto(`${opened.address}database/`);
      await page.waitForTimeout(300);
      await devtools.send("Page.stopScreencast");
      const lights = await Promise.all(frames.map(lightOf));
      expect(lights.length).toBeGreaterThan(1);
      expect(lights.every((light) => (isDark ? light < 64 : light > 192))).toBe(true);
    },
  );

  it("follows the system again when the reader says so, on every page open", async () => {
    const page = await opened.open("archive/", { colorScheme: "dark" });
    const other = await page.context().newPage();
    await other.goto(`${opened.address}subscribe/`);
    const paper = (): Promise<string> =>
      other.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await paper();
    await page.locator('.theme input[value="light"]').check();
    await expect.poll(paper).not.toBe(dark);
    await page.locator('.theme input[value="system"]').check();
    await expect.poll(paper).toBe(dark);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  it("offers no choice of theme where script is off", async () => {
    const page = await opened.open("", { javaScriptEnabled: false });
    expect(await page.locator(".theme input:visible").count()).toBe(0);
  });
});

describe("the pictures of a page in a theme", () => {
  const opened = openedSite();
  const path = "experiments/wrong-labels/";

  it.each([
    { system: "light", chosen: "system", seen: "light" },
    { system: "dark", chosen: "system", seen: "dark" },
    { system: "light", chosen: "dark", seen: "dark" },
    { system: "dark", chosen: "light", seen: "light" },
  ] as const)(
    "are $seen from the first where the system is $system and the choice $chosen, and no others are fetched",
    async ({ system, chosen, seen }) => {
      const page = await opened.page({ colorScheme: system });
      await page.addInitScript((theme) => {
        if (theme !== "system") localStorage.setItem("theme", theme);
      }, chosen);
      const fetched = themesFetched(page);
      await page.goto(opened.address + path);
      await seeAll(page);
      expect([...fetched]).toEqual([seen]);
    },
  );

  it("change with the reader’s choice and with the system that they follow", async () => {
    const page = await opened.open(path, { colorScheme: "light" });
    await seeAll(page);
    const shown = (): Promise<readonly string[]> => themesShown(page);
    expect(await shown()).toEqual(["light"]);
    await page.locator('.theme input[value="dark"]').check();
    await expect.poll(shown).toEqual(["dark"]);
    await page.locator('.theme input[value="light"]').check();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(shown).toEqual(["light"]);
    await page.locator('.theme input[value="system"]').check();
    await expect.poll(shown).toEqual(["dark"]);
  });

  it("follow the system where script is off", async () => {
    const page = await opened.page({ colorScheme: "dark", javaScriptEnabled: false });
    const fetched = themesFetched(page);
    await page.goto(opened.address + path);
    await expect.poll(() => [...fetched]).toEqual(["dark"]);
  });

  it("are light on paper, whatever the theme", { timeout: 60_000 }, async () => {
    const papers: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await opened.open(path, { colorScheme });
      await seeAll(page);
      // Nothing but its date tells one print from another.
      papers.push((await page.pdf()).toString("latin1").replaceAll(/Date \(.*?\)/g, ""));
      await expect.poll(() => themesShown(page)).toEqual([colorScheme]);
    }
    expect(papers[0]?.length).toBeGreaterThan(100_000);
    expect(papers[1] === papers[0]).toBe(true);
  });
});

/** Lightness of the frame's corner, 0 to 255. */
async function lightOf(png: string): Promise<number> {
  const image = await loadImage(Buffer.from(png, "base64"));
  const canvas = createCanvas(1, 1);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const [red = 0, green = 0, blue = 0] = canvas.getContext("2d").getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 3;
}

/** Goes down the page, so that every picture comes. */
async function seeAll(page: Page): Promise<void> {
  for (const image of await page.locator("figure img:visible").all()) {
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        image.evaluate(
          (element) =>
            element instanceof HTMLImageElement && element.complete && element.naturalWidth > 0,
        ),
      )
      .toBe(true);
  }
}

/** Themes of the pictures that a page fetches from now on. */
function themesFetched(page: Page): ReadonlySet<string> {
  const themes = new Set<string>();
  page.on("request", (request) => {
    const theme = themeOf(request.url());
    if (theme !== undefined) themes.add(theme);
  });
  return themes;
}

/** Themes of the pictures in sight. */
async function themesShown(page: Page): Promise<readonly string[]> {
  const images = page.locator("figure img:visible");
  const addresses = await images.evaluateAll((all) =>
    all.map((image) => (image instanceof HTMLImageElement ? image.currentSrc : "")),
  );
  return [...new Set(addresses.map((address) => themeOf(address) ?? "none"))];
}

function themeOf(address: string): string | undefined {
  return /-(light|dark)\.(?:svg|png)$/.exec(address)?.[1];
}
