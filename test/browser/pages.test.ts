import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { newsletters } from "../site/newsletters.ts";
import { type OpenedSite, openedSite } from "./opened.ts";

describe.each(newsletters)("every page of $name", ({ content, root }) => {
  const opened = openedSite(content, root);

  it("has no accessibility violation that axe finds", { timeout: 900_000 }, async () => {
    const page = await opened.page({ colorScheme: "light" });
    expect(await violations(opened, page)).toEqual([]);
  });

  it("has contrast enough in the dark theme as well", { timeout: 900_000 }, async () => {
    const page = await opened.page({ colorScheme: "dark" });
    // Only the colours differ from the light theme.
    expect(await violations(opened, page, ["color-contrast"])).toEqual([]);
  });

  it("fits a screen of 320 pixels and breaks no rule of its own policy", async () => {
    const page = await opened.page({ viewport: { width: 320, height: 640 } });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    expect(await tooWide(opened, page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("fits a window of 1280 pixels at 200 % zoom", async () => {
    const page = await opened.page({
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
    });
    expect(await tooWide(opened, page)).toEqual([]);
  });
});

describe("every page where the reader's letters are twice as large", () => {
  const opened = openedSite("content", "/", { flags: ["--blink-settings=defaultFontSize=32"] });

  it("grows with them and still fits", async () => {
    const page = await opened.page({ viewport: { width: 1280, height: 800 } });
    expect(await tooWide(opened, page)).toEqual([]);
    await page.goto(opened.address);
    expect(
      await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize)),
    ).toBeGreaterThanOrEqual(34);
  });
});

/** What axe finds on every page, by all its rules or by those named. */
async function violations(
  opened: OpenedSite,
  page: Page,
  rules: readonly string[] = [],
): Promise<string[]> {
  const found: string[] = [];
  for (const path of opened.site.pages) {
    await page.goto(opened.address + path);
    // The other mode opens a second page each time, for frames of foreign origin; there are none here.
    const builder = new AxeBuilder({ page }).setLegacyMode(true);
    const results = await (rules.length > 0 ? builder.withRules([...rules]) : builder).analyze();
    for (const { id, nodes } of results.violations) {
      found.push(`${path} ${id} ${nodes[0]?.html ?? ""}`);
    }
  }
  return found;
}

/** The pages that scroll sideways. */
async function tooWide(opened: OpenedSite, page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const path of opened.site.pages) {
    await page.goto(opened.address + path);
    const excess = await page.evaluate(() => {
      // What is laid out only when it comes near cuts off what is too wide.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { content-visibility: visible !important }");
      document.adoptedStyleSheets.push(sheet);
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    if (excess > 0) found.push(`${path}: ${excess} px`);
  }
  return found;
}
