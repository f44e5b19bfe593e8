import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import quick from "../../public/results/wrong-labels/quick.json";
import { chromiumPath } from "../../scripts/chromium.ts";
import { serve, type Served } from "../../scripts/serve.ts";
import { type BuiltSite, buildSite } from "../site/built.ts";

let site: BuiltSite;
let served: Served;
let browser: Browser;

beforeAll(async () => {
  site = buildSite("content", "/");
  served = await serve(site.folder, "/", 4800);
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
});

afterAll(async () => {
  await browser.close();
  served.server.close();
  site.remove();
});

async function open(path: string, options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(served.address + path);
  return page;
}

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
    const page = await open("issues/062/");
    await page.click("retort-demo [type=submit]");
    expect(await digestOf(page)).toBe(quick.runs[0]?.digest);
    expect(await page.textContent('[data-claim="beats-chance"]')).toMatch(/^holds/);
    const again = await browser.newPage();
    await again.goto(page.url());
    await again.click("retort-demo [type=submit]");
    expect(await digestOf(again)).toBe(quick.runs[0]?.digest);
    await page.close();
    await again.close();
  });

  it("fetches no worker and no engine before the reader asks", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${served.address}issues/062/`);
    await page.waitForTimeout(500);
    expect(asked.filter((address) => /worker|wasm|demo-run|chart/.test(address))).toEqual([]);
    expect(asked.filter((address) => !address.startsWith(served.address))).toEqual([]);
    await page.close();
  });

  it("stops when it is told to, and says that the recorded result stands", async () => {
    const page = await open("issues/062/");
    await page.click("retort-demo [type=submit]");
    await page.waitForSelector("retort-demo .stop:enabled");
    await page.click("retort-demo .stop");
    await expect
      .poll(() => page.textContent("retort-demo .status"), { timeout: 10_000 })
      .toMatch(/Stopped/);
    await page.close();
  });

  it("says in words that its worker cannot be loaded, and keeps the still figures", async () => {
    const page = await browser.newPage();
    await page.route(/worker/, (route) => route.abort());
    await page.goto(`${served.address}issues/062/`);
    await page.click("retort-demo [type=submit]");
    await expect
      .poll(() => page.textContent("retort-demo .status"), { timeout: 10_000 })
      .toMatch(/did not work/);
    expect(await page.locator("retort-demo img").count()).toBeGreaterThan(2);
    await page.close();
  });

  it("corrects parameters of the address that are out of range, and says so", async () => {
    const page = await open("issues/062/?demo=wrong-labels&epsilon=99&labels=no");
    await expect.poll(() => page.inputValue("[name=epsilon]"), { timeout: 10_000 }).toBe("6");
    expect(await page.textContent("retort-demo .corrections")).toMatch(/99 is not possible/);
    await page.close();
  });

  it("shows figures, claims and no dead button where script is off", async () => {
    const page = await open("issues/062/", { javaScriptEnabled: false });
    expect(await page.locator("retort-demo button:visible").count()).toBe(0);
    expect(await page.locator("retort-demo tbody tr").count()).toBeGreaterThan(2);
    await page.close();
  });
});

describe("every page", () => {
  it.each(["light", "dark"] as const)(
    "has no accessibility violation that axe finds, %s",
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      for (const path of site.pages) {
        await page.goto(served.address + path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html ?? ""}`)).toEqual(
          [],
        );
      }
      await context.close();
    },
  );

  it("fits a screen of 320 pixels", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    for (const path of site.pages) {
      await page.goto(served.address + path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(320);
    }
    await page.close();
  });
});
