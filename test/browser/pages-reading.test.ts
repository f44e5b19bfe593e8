import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { openedSite } from "./opened.ts";

describe("an issue as it is read", () => {
  const opened = openedSite();

  it("sets 62 to 70 characters a line from a screen of 1280 pixels to one of 3840", async () => {
    const page = await opened.open("issues/062/");
    for (const width of [1280, 1440, 1920, 2560, 3840]) {
      await page.setViewportSize({ width, height: 1000 });
      const mean = await charactersALine(page);
      expect(mean, `${width}`).toBeGreaterThanOrEqual(62);
      expect(mean, `${width}`).toBeLessThanOrEqual(70);
    }
  });

  it("lets what is wide span text and margin, and never overflow", async () => {
    const page = await opened.open("issues/062/");
    await page.evaluate(() => {
      const wide = document.createElement("div");
      wide.className = "wide probe";
      document.querySelector(".opinion")?.before(wide);
    });
    for (const width of [320, 700, 1099, 1100, 1280, 1399, 1400, 1920, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      const seen = await page.evaluate(() => {
        const box = document.querySelector(".probe")?.getBoundingClientRect();
        const text = document.querySelector("main")?.getBoundingClientRect();
        return {
          left: (box?.left ?? 0) - (text?.left ?? 0),
          grows: (box?.width ?? 0) - (text?.width ?? 0),
          excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      });
      expect(seen.left, `${width}`).toBeCloseTo(0, 0);
      expect(seen.excess, `${width}`).toBe(0);
      if (width < 1100) expect(seen.grows, `${width}`).toBeCloseTo(0, 0);
      else expect(seen.grows, `${width}`).toBeGreaterThan(300);
    }
  });

  it("keeps the outline beside the text from 1400 pixels on, and above it below that", async () => {
    const page = await opened.open("issues/062/", { viewport: { width: 1400, height: 800 } });
    const place = (): Promise<{ readonly isBeside: boolean; readonly isSeen: boolean }> =>
      page.evaluate(() => {
        const outline = document.querySelector("nav.outline")?.getBoundingClientRect();
        const text = document.querySelector("main")?.getBoundingClientRect();
        return {
          isBeside: (outline?.right ?? 0) <= (text?.left ?? 0),
          isSeen: (outline?.bottom ?? 0) > 0 && (outline?.top ?? 0) < innerHeight,
        };
      });
    await page.evaluate(() => scrollTo(0, 3000));
    expect(await place()).toEqual({ isBeside: true, isSeen: true });
    await page.setViewportSize({ width: 1399, height: 800 });
    expect((await place()).isBeside).toBe(false);
  });

  it("says of each response what it answers, and leads there", async () => {
    const page = await opened.open("issues/062/");
    const answers = page.locator("#robust-feature-leakage .answers");
    expect(await answers.innerText()).toBe(
      "Answers Adversarial Examples Are Not Bugs, They Are Features",
    );
    await answers.locator("a").click();
    expect(new URL(page.url()).hash).toBe("#adversarial-examples-are-features");
  });

  it("shows a citation where the reader asks for one", async () => {
    const page = await opened.open("issues/062/", { javaScriptEnabled: false });
    const entry = page.locator("#robust-feature-leakage");
    await entry.locator("summary", { hasText: "Cite" }).click();
    expect(await entry.locator("pre").innerText()).toMatch(/^@misc\{retort-062-robust/);
  });
});

describe("a side note", () => {
  const opened = openedSite("test/fixtures/newsletter", "/my-newsletter/");
  const path = "issues/001/muster-in-daten/";

  it("stands in the margin beside its line on a wide screen", async () => {
    const page = await opened.open(path, { viewport: { width: 1100, height: 800 } });
    const text = await page.locator("main").boundingBox();
    const mark = await page.locator(".note-mark").first().boundingBox();
    const note = await page.locator(".sidenote").first().boundingBox();
    expect(note?.x).toBeGreaterThan((text?.x ?? 0) + (text?.width ?? 0));
    expect(Math.abs((note?.y ?? 0) - (mark?.y ?? 0))).toBeLessThan(30);
  });

  it("unfolds in its line on a narrow screen by its number, by hand or keyboard, without script", async () => {
    const page = await opened.open(path, {
      viewport: { width: 360, height: 640 },
      javaScriptEnabled: false,
    });
    const note = page.locator(".sidenote").first();
    expect(await note.isVisible()).toBe(false);
    await page.locator(".note-mark").first().click();
    expect(await note.innerText()).toContain("Gemessen an dreißig Bildern");
    await page.keyboard.press("Enter");
    expect(await note.isVisible()).toBe(false);
  });

  it("is a bracket in the text on paper", async () => {
    const page = await opened.open(path);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("p", { has: page.locator(".sidenote") }).innerText()).toBe(
      "Ein Satz mit Betonung und einer Anmerkung. (Gemessen an dreißig Bildern, siehe die Langfassung.) Danach geht es weiter, auch mit einer zweiten. (Kurz.)",
    );
  });

  it("has a real italic where it emphasises", async () => {
    const page = await opened.open(path, { viewport: { width: 1280, height: 800 } });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const faces = await page.evaluate(() =>
      [...document.fonts]
        .filter(({ status, style }) => status === "loaded" && style === "italic")
        .map(({ family }) => family.replaceAll('"', "")),
    );
    expect(faces).toContain("Source Serif 4 Variable");
  });
});

describe("an issue on paper", () => {
  const opened = openedSite();

  it("shows the text in black on white with its sources' addresses, and nothing to press", async () => {
    const page = await opened.open("");
    await page.evaluate(() => localStorage.setItem("theme", "dark"));
    await page.goto(`${opened.address}issues/062/`);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const seen = await page.evaluate(() => {
      const source = document.querySelector(".entry .source");
      return {
        paper: getComputedStyle(document.documentElement).backgroundColor,
        ink: getComputedStyle(document.body).color,
        address: source === null ? "" : getComputedStyle(source, "::after").content,
      };
    });
    expect(seen.paper).toBe("rgb(255, 255, 255)");
    expect(seen.ink).toBe("rgb(0, 0, 0)");
    expect(seen.address).toContain("arxiv.org/abs/1905.02175");
    expect(await page.locator("button:visible, input:visible, nav:visible").count()).toBe(0);
    expect(await page.locator(".entry:visible").count()).toBeGreaterThan(10);
  });

  it("breaks no figure over two pages", async () => {
    const page = await opened.open("issues/062/");
    await page.emulateMedia({ media: "print" });
    const breaks = await page.evaluate(() =>
      [...document.querySelectorAll("figure")].map((each) => getComputedStyle(each).breakInside),
    );
    expect(new Set(breaks)).toEqual(new Set(["avoid"]));
  });
});

/** Characters on a full line of the entries' prose, on average. */
function charactersALine(page: Page): Promise<number> {
  return page.evaluate(() => {
    let characters = 0;
    let lines = 0;
    for (const paragraph of document.querySelectorAll(".entry > p:not(.meta)")) {
      const text = paragraph.firstChild;
      if (!(text instanceof Text) || paragraph.childNodes.length > 1) continue;
      const tops: number[] = [];
      const range = document.createRange();
      for (let i = 0; i < text.length; i += 1) {
        range.setStart(text, i);
        range.setEnd(text, i + 1);
        tops.push(Math.round(range.getBoundingClientRect().top));
      }
      // The last line is as short as it happens to be.
      const last = tops.at(-1);
      const full = tops.filter((top) => top !== last);
      characters += full.length;
      lines += new Set(full).size;
    }
    return characters / lines;
  });
}
