import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { digestOf, said, start, stateOf } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const opened = openedSite("test/fixtures/newsletter", "/my-newsletter/");
const path = "experiments/open-source-game/";
/** A busy machine loads the laboratory in its own time. */
const soon = { timeout: 10_000 };
const program = "[name=program]";
const captionOf = (page: Page, id: string): Promise<string | null> =>
  page.textContent(`.results > .figures [data-figure="${id}"] .run-caption`);
const refusalOf = (page: Page): Promise<string | null> =>
  page.textContent("[data-refusal=program]");

describe("a program that the reader writes", () => {
  it("is written, run and read by keyboard alone, with its mistakes told as they are typed", async () => {
    const page = await opened.open(path);
    await page.focus(program);
    await page.keyboard.press("Enter");
    await digestOf(page);
    await page.focus(program);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("same");
    await expect.poll(() => captionOf(page, "moves"), soon).toContain("Yours was read as same.");
    await page.keyboard.type(" or ");
    await expect
      .poll(() => refusalOf(page), soon)
      .toBe("the program breaks off; write what comes after its last word");
    expect(await page.getAttribute(program, "aria-invalid")).toBe("true");
    expect(await captionOf(page, "moves")).toContain("Yours was read as same.");
    await page.keyboard.type("proves(they(me)");
    await expect
      .poll(() => refusalOf(page), soon)
      .toContain("the bracket at letter 15 is never closed");
    await page.keyboard.type(")");
    await expect.poll(() => refusalOf(page), soon).toBe("");
    expect(await page.getAttribute(program, "aria-invalid")).toBe("false");
    await expect
      .poll(() => captionOf(page, "moves"), soon)
      .toContain("Yours was read as same or proves(they(me)).");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => new URL(page.url()).searchParams.get("program"), soon)
      .toBe("same or proves(they(me))");
    // The slider of the depth: down to no search at all, where only the texts count.
    await page.focus("[name=depth]");
    await page.keyboard.press("Home");
    await expect
      .poll(() => captionOf(page, "tournament"), soon)
      .toContain("0 levels deep both cooperate in 3 of 36");
  });

  it("is not run while it cannot be read, and an address that holds it says so", async () => {
    const page = await opened.open(
      `${path}?demo=open-source-game&program=they(me)#demo-open-source-game`,
    );
    await expect
      .poll(() => refusalOf(page), soon)
      .toContain("“they” at letter 1 stands outside proves(…)");
    await page.click(start);
    await expect.poll(() => said(page), soon).toContain("Not run:");
    expect(await stateOf(page)).toBe("still");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("program");
    await page.fill(program, "true");
    await page.click(start);
    await digestOf(page);
    await page.click("[data-action=reset]");
    await expect.poll(() => refusalOf(page), soon).toBe("");
  });

  it("is watched level by level in the game that is clicked", async () => {
    const page = await opened.open(path);
    await page.click(start);
    await digestOf(page);
    const frame = page.locator('.results > .figures [data-figure="tournament"] .picked');
    await frame.scrollIntoViewIfNeeded();
    const { x = 0, y = 0, width = 0, height = 0 } = (await frame.boundingBox()) ?? {};
    // From FairBot against PrudentBot to PrudentBot against CooperateBot.
    await page.mouse.click(x + width / 2 - 4 * width, y + height / 2 + height);
    await expect
      .poll(() => captionOf(page, "levels"), soon)
      .toContain(
        "a search through 3 levels finds its proofs: PrudentBot defects, CooperateBot cooperates.",
      );
    expect(new URL(page.url()).searchParams.get("row")).toBe("4");
  });

  it.each([1280, 320])(
    "keeps the height of its frame at %i pixels, and breaks no rule",
    async (width) => {
      const page = await opened.open(path, { viewport: { width, height: 900 } });
      const height = (): Promise<number> =>
        page.evaluate(
          () => document.querySelector(".demo .controls")?.getBoundingClientRect().height ?? 0,
        );
      const before = await height();
      await page.click(start);
      await digestOf(page);
      await page.fill(program, "proves(they(Bob))");
      await expect
        .poll(() => refusalOf(page), soon)
        .toContain("“Bob” at letter 13 is nobody known");
      expect(Math.abs((await height()) - before)).toBeLessThan(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      const { violations } = await new AxeBuilder({ page }).include("retort-demo").analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
    },
  );
});
