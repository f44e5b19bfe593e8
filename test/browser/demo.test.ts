import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import quick from "../../public/results/wrong-labels/quick.json";
import { openedSite } from "./opened.ts";

const opened = openedSite();

const digestOf = async (page: Page): Promise<string> => {
  await page.waitForFunction(
    () => document.querySelector("retort-demo")?.hasAttribute("data-digest"),
    null,
    { timeout: 60_000 },
  );
  return (await page.getAttribute("retort-demo", "data-digest")) ?? "";
};

describe("the demo of issue 62", () => {
  it("trains in the reader's browser to the very result that Node recorded", async () => {
    const page = await opened.open("issues/062/");
    await page.click("retort-demo [type=submit]");
    expect(await digestOf(page)).toBe(quick.runs[0]?.digest);
    expect(await page.textContent('[data-claim="beats-chance"]')).toMatch(/^holds/);
    const again = await opened.page();
    await again.goto(page.url());
    await again.click("retort-demo [type=submit]");
    expect(await digestOf(again)).toBe(quick.runs[0]?.digest);
  });

  it("fetches no worker and no engine before the reader asks", async () => {
    const page = await opened.page();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${opened.address}issues/062/`);
    await page.waitForTimeout(500);
    expect(asked.filter((address) => /worker|wasm|demo-run|chart/.test(address))).toEqual([]);
    expect(asked.filter((address) => !address.startsWith(opened.address))).toEqual([]);
  });

  it("stops when it is told to, and says that the recorded result stands", async () => {
    const page = await opened.open("issues/062/");
    await page.click("retort-demo [type=submit]");
    await page.waitForSelector("retort-demo .stop:enabled");
    await page.click("retort-demo .stop");
    await expect
      .poll(() => page.textContent("retort-demo .status"), { timeout: 10_000 })
      .toMatch(/Stopped/);
  });

  it("says in words that its worker cannot be loaded, and keeps the still figures", async () => {
    const page = await opened.page();
    await page.route(/worker/, (route) => route.abort());
    await page.goto(`${opened.address}issues/062/`);
    await page.click("retort-demo [type=submit]");
    await expect
      .poll(() => page.textContent("retort-demo .status"), { timeout: 10_000 })
      .toMatch(/did not work/);
    expect(await page.locator("retort-demo img").count()).toBeGreaterThan(2);
  });

  it("corrects parameters of the address that are out of range, and says so", async () => {
    const page = await opened.open("issues/062/?demo=wrong-labels&epsilon=99&labels=no");
    await expect.poll(() => page.inputValue("[name=epsilon]"), { timeout: 10_000 }).toBe("6");
    expect(await page.textContent("retort-demo .corrections")).toMatch(/99 is not possible/);
  });

  it("shows figures, claims and no dead button where script is off", async () => {
    const page = await opened.open("issues/062/", { javaScriptEnabled: false });
    expect(await page.locator("retort-demo button:visible").count()).toBe(0);
    expect(await page.locator("retort-demo tbody tr").count()).toBeGreaterThan(2);
  });
});
