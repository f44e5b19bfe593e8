import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { digestOf, openPreset, said, start, stateOf } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const site = openedSite("content", "/", { port: 4960 });
const soon = { timeout: 20_000 };

/** Whether the focus is on what a selector finds. */
const isOn = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((found) => document.activeElement?.matches(found) ?? false, selector);

/** Presses Tab until the focus is there, as somebody does who has no mouse. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await isOn(page, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

async function captionOf(page: Page, figure: string): Promise<string> {
  const caption = `.results > .figures [data-figure="${figure}"] .run-caption`;
  return (await page.textContent(caption)) ?? "";
}

const secret = "4071";

/** The thief’s answer, and nothing of the secret in the address. */
async function expectTheft(page: Page): Promise<void> {
  await digestOf(page);
  await expect.poll(() => captionOf(page, "theft"), soon).toMatch(/\d+ questions/);
  await expect.poll(() => captionOf(page, "histogram"), soon).toContain("your secret takes");
  expect(page.url()).not.toContain(secret);
  expect(await said(page)).toContain("Done in");
  const verdicts = page.locator("retort-demo [data-claim] [data-yours] strong");
  expect(await verdicts.count()).toBe(await page.locator("retort-demo [data-claim]").count());
}

describe("a secret of one’s own", () => {
  it("is planted and looked for by keyboard alone", async () => {
    const { page } = await openPreset(site, "unintended-memorization", "smoke");
    await tabTo(page, "[name=secret]");
    await page.keyboard.type(secret);
    await tabTo(page, start);
    await page.keyboard.press("Enter");
    await expectTheft(page);
    // The numbers behind the figure open by key as well.
    await tabTo(page, '.results > .figures [data-figure="theft"] summary');
    await page.keyboard.press("Enter");
    const rows = page.locator('.results > .figures [data-figure="theft"] details[open] tbody tr');
    await expect.poll(() => rows.count(), soon).toBeGreaterThan(0);
  });

  it("is planted and looked for with the mouse, but for the number itself", async () => {
    const { page } = await openPreset(site, "unintended-memorization", "smoke");
    await page.click("[name=secret]");
    await page.keyboard.type(secret);
    await page.click(start);
    await expectTheft(page);
  });
});

const boards = '.results > .figures [data-figure="coexistence-boards"] board-player';
const words = async (page: Page): Promise<string> =>
  (await page.getAttribute(`${boards} canvas`, "aria-label")) ?? "";

describe("two players in a small world", () => {
  it("are trained, watched and asked by keyboard alone", async () => {
    const { page } = await openPreset(site, "empathic-dqn", "smoke");
    await tabTo(page, "[name=beta]");
    await page.keyboard.press("ArrowRight");
    await tabTo(page, start);
    await page.keyboard.press("Enter");
    await digestOf(page);
    expect(new URL(page.url()).searchParams.get("beta")).toBe("0.6");
    await tabTo(page, `${boards} [data-step="-1"]`);
    await page.keyboard.press("Enter");
    await expect.poll(() => words(page), soon).toMatch(/Move \d+/);
    const before = await words(page);
    await tabTo(page, `${boards} [type=range]`);
    await page.keyboard.press("Home");
    await expect.poll(() => words(page), soon).not.toBe(before);
    await tabTo(page, `${boards} .ask`);
    await expect
      .poll(() => page.textContent(`${boards} .worth`), soon)
      .toMatch(/worth of each move/);
  });

  it("are trained, watched and asked with the mouse", async () => {
    const { page } = await openPreset(site, "empathic-dqn", "smoke");
    await page.click(start);
    await digestOf(page);
    expect(await stateOf(page)).toBe("still");
    await page.click(`${boards} [data-play]`);
    await expect.poll(() => words(page), soon).toMatch(/Move \d+/);
    await page.click(`${boards} [data-play]`);
    const ask = page.locator(`${boards} .ask`).first();
    await expect.poll(() => ask.isVisible(), soon).toBe(true);
    await ask.hover();
    await expect
      .poll(() => page.textContent(`${boards} .worth`), soon)
      .toMatch(/worth of each move/);
  });
});
