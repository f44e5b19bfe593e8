import { loadImage, createCanvas } from "@napi-rs/canvas";
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
  ])("does not move when the fonts of /%s come late, at %i pixels", async (path, width) => {
    const page = await opened.page({ viewport: { width, height: 800 } });
    let faces = 0;
    await page.route(/\.woff2$/, async (route) => {
      faces += 1;
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
  });

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

/** Lightness of the frame's corner, 0 to 255. */
async function lightOf(png: string): Promise<number> {
  const image = await loadImage(Buffer.from(png, "base64"));
  const canvas = createCanvas(1, 1);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const [red = 0, green = 0, blue = 0] = canvas.getContext("2d").getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 3;
}
