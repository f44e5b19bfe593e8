import { existsSync } from "node:fs";

import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import quick from "../../public/results/wrong-labels/quick.json";
import { chromiumPath } from "../../scripts/chromium.ts";
import { serve, type Served } from "../../scripts/serve.ts";
import spec from "../../src/experiments/wrong-labels/spec.ts";
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

const start = '[data-action="run"]';
const stateOf = (page: Page): Promise<string | null> =>
  page.getAttribute("retort-demo", "data-state");
const said = async (page: Page): Promise<string> =>
  (await page.textContent("retort-demo .status")) ?? "";

const digestOf = async (page: Page): Promise<string> => {
  await page.waitForFunction(
    () => document.querySelector("retort-demo")?.hasAttribute("data-digest"),
    null,
    { timeout: 100_000 },
  );
  return (await page.getAttribute("retort-demo", "data-digest")) ?? "";
};

/** Address of the demo at the smallest size it takes, with other settings if given. */
const small = (settings: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams({
    demo: "wrong-labels",
    ...Object.fromEntries(
      Object.entries(spec.presets.smoke.params).map(([name, value]) => [name, String(value)]),
    ),
    ...settings,
  });
  return `issues/062/?${query.toString()}`;
};

/** Opens a page with its demo’s settings read from the address. */
async function openRestored(
  path: string,
  options: Parameters<Browser["newPage"]>[0] = {},
): Promise<Page> {
  const page = await open(path, options);
  const wanted = new URL(page.url()).searchParams.get("size") ?? "";
  await expect.poll(() => page.inputValue("[name=size]"), { timeout: 10_000 }).toBe(wanted);
  return page;
}

describe("a run of the demo of issue 62", () => {
  it("trains in the reader's browser to the very result that Node recorded, the same from the same address", async () => {
    const page = await open("issues/062/");
    await page.click(start);
    expect(await digestOf(page)).toBe(quick.runs[0]?.digest);
    expect(await page.textContent('[data-claim="beats-chance"] [data-yours]')).toMatch(/^holds/);
    expect(await said(page)).toMatch(/that of the recorded run of seed 1/);
    const again = await openRestored(page.url().replace(served.address, ""));
    await again.click(start);
    expect(await digestOf(again)).toBe(quick.runs[0]?.digest);
    await page.close();
    await again.close();
  }, 300_000);

  it("keeps the height of its frame from before the click to after the end", async () => {
    for (const width of [1280, 390]) {
      const page = await openRestored(small(), { viewport: { width, height: 900 } });
      // Pictures that are not loaded yet have their place all the same.
      const height = (): Promise<number> =>
        page.evaluate(() => document.querySelector(".demo")?.getBoundingClientRect().height ?? 0);
      const heights = [await height()];
      await page.click(start);
      while ((await stateOf(page)) !== "still" || heights.length < 3) {
        heights.push(await height());
        await page.waitForTimeout(50);
      }
      heights.push(await height());
      expect(Math.max(...heights) - Math.min(...heights), `at ${width}`).toBeLessThan(1);
      await page.close();
    }
  });

  it("draws over the still figures, and writes its numbers into their tables", async () => {
    const page = await openRestored(small());
    await page.click(start);
    await digestOf(page);
    const [canvas, stage] = await Promise.all(
      ["canvas", ".stage"].map((part) =>
        page.locator(`.demo > .figures [data-figure="learning"] ${part}`).first().boundingBox(),
      ),
    );
    for (const side of ["x", "y", "width", "height"] as const) {
      // The canvas has whole pixels.
      expect(Math.abs((canvas?.[side] ?? 0) - (stage?.[side] ?? 1e3)), side).toBeLessThan(1);
    }
    const numbers = await page.textContent('[data-figure="learning"] table');
    expect(numbers).toContain("true class, yours");
    await page.close();
  });

  it("goes by single steps, and on from there", async () => {
    const page = await openRestored(small());
    await page.click('[data-action="step"]');
    await expect.poll(() => said(page), { timeout: 20_000 }).toBe("Paused.");
    expect(await stateOf(page)).toBe("paused");
    const before = await page.evaluate(() => document.querySelector("progress")?.value);
    await page.click('[data-action="step"]');
    await page.click('[data-action="step"]');
    await expect
      .poll(() => page.evaluate(() => document.querySelector("progress")?.value), {
        timeout: 10_000,
      })
      .toBeGreaterThan(before ?? 1);
    expect(await stateOf(page)).toBe("paused");
    await page.click('[data-action="pause"]');
    expect(await digestOf(page)).toMatch(/^[0-9a-f]{64}$/);
    await page.close();
  });

  it("gives other numbers from a new seed, which the address then holds", async () => {
    const page = await openRestored(small());
    await page.click(start);
    const first = await digestOf(page);
    await page.click('[data-action="seed"]');
    await expect.poll(() => new URL(page.url()).searchParams.get("seed")).not.toBe("1");
    await page.click(start);
    await expect.poll(() => stateOf(page)).not.toBe("still");
    expect(await digestOf(page)).not.toBe(first);
    await page.close();
  });

  it("copies its link and its result", async () => {
    const context = await browser.newContext({
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    await page.goto(served.address + small({ epsilon: "2" }));
    await expect.poll(() => page.inputValue("[name=epsilon]")).toBe("2");
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.click('[data-action="link"]');
    await expect.poll(clipboard).toContain("epsilon=2");
    await page.click(start);
    const digest = await digestOf(page);
    await page.click('[data-action="copy"]');
    await expect.poll(clipboard).toContain(digest);
    expect(JSON.parse(await clipboard())).toMatchObject({ experiment: "wrong-labels", digest });
    await context.close();
  });

  it("resets to the settings and figures it began with", async () => {
    const page = await openRestored(small());
    await page.click(start);
    await digestOf(page);
    await page.click('[data-action="reset"]');
    await expect.poll(() => page.inputValue("[name=size]")).toBe(String(quick.params.size));
    expect(await page.locator("retort-demo canvas:not(.lens):visible").count()).toBe(0);
    expect(await page.textContent('[data-claim="beats-chance"] [data-yours]')).toBe("not run yet");
    expect(new URL(page.url()).search).toBe("");
    await page.close();
  });

  it("takes a preset’s settings as a whole", async () => {
    const page = await open("issues/062/");
    await page.selectOption("[data-presets]", "standard");
    await expect.poll(() => page.inputValue("[name=textures]"), { timeout: 10_000 }).toBe("4");
    expect(new URL(page.url()).searchParams.get("textures")).toBe("4");
    await page.close();
  });
});

describe("the demo of issue 62 on a bad day", () => {
  it("fetches no worker and no engine before the reader asks", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${served.address}issues/062/`);
    await page.waitForTimeout(500);
    expect(asked.filter((address) => /worker|wasm|demo-run|chart|results/.test(address))).toEqual(
      [],
    );
    expect(asked.filter((address) => !address.startsWith(served.address))).toEqual([]);
    await page.close();
  });

  it("stops half-way when it is told to, says that the recorded results stand, and can begin again", async () => {
    const page = await openRestored(small());
    await page.click(start);
    await page.click('[data-action="stop"]:enabled');
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/Stopped/);
    expect(await stateOf(page)).toBe("still");
    await page.click(start);
    expect(await digestOf(page)).toMatch(/^[0-9a-f]{64}$/);
    await page.close();
  });

  it("says in words that its worker cannot be loaded, and keeps the still figures", async () => {
    const page = await browser.newPage();
    await page.route(/worker/, (route) => route.abort());
    await page.goto(`${served.address}issues/062/`);
    await page.click(start);
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/did not work.*blocker/);
    expect(await stateOf(page)).toBe("failed");
    expect(await page.locator("retort-demo .figures picture:visible").count()).toBeGreaterThan(2);
    await page.close();
  });

  it("says in words that the laboratory cannot be loaded", async () => {
    const page = await browser.newPage();
    await page.route(/demo-run/, (route) => route.abort());
    await page.goto(`${served.address}issues/062/`);
    await page.click(start);
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/could not be loaded/);
    expect(await stateOf(page)).toBe("failed");
    await page.close();
  });

  it("tells a browser without SIMD instructions what it needs, and keeps the still figures", async () => {
    const page = await browser.newPage();
    await page.route(/worker[^/]*\.js/, async (route) => {
      const response = await route.fetch();
      const body = `WebAssembly.validate = () => false;\n${await response.text()}`;
      await route.fulfill({ response, body });
    });
    await page.goto(`${served.address}issues/062/`);
    await page.click(start);
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/SIMD.*browser of 2023/);
    expect(await page.locator("retort-demo .figures picture:visible").count()).toBeGreaterThan(2);
    await page.close();
  });

  it("offers no data set that the site lacks, and says so when an address asks for one", async () => {
    const page = await open("issues/062/?demo=wrong-labels&dataset=fashion-mnist&size=300");
    await expect.poll(() => page.inputValue("[name=size]"), { timeout: 10_000 }).toBe("300");
    if (existsSync("public/data/fashion-mnist/manifest.json")) {
      await page.route(/data\/fashion-mnist/, (route) => route.abort());
      await page.click(start);
      await expect.poll(() => said(page), { timeout: 20_000 }).toMatch(/data\/fashion-mnist/);
    } else {
      expect(await page.inputValue("[name=dataset]")).toBe("strokes");
      expect(await page.textContent("retort-demo .corrections")).toMatch(/no fashion-mnist data/);
    }
    await page.close();
  });

  it("corrects parameters of the address that are out of range, and says so", async () => {
    const page = await open("issues/062/?demo=wrong-labels&epsilon=99&labels=no");
    await expect.poll(() => page.inputValue("[name=epsilon]"), { timeout: 10_000 }).toBe("6");
    expect(await page.textContent("retort-demo .corrections")).toMatch(/99 is not possible/);
    await page.close();
  });

  it("pauses while its tab is hidden, and goes on when the reader is back", async () => {
    const page = await openRestored(small({ size: "2000" }));
    const hide = (isHidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    await page.click(start);
    await expect.poll(() => stateOf(page), { timeout: 20_000 }).toBe("running");
    await hide(true);
    await expect.poll(() => said(page), { timeout: 10_000 }).toBe("Paused.");
    await hide(false);
    await expect.poll(() => stateOf(page)).toBe("running");
    expect(await digestOf(page)).toMatch(/^[0-9a-f]{64}$/);
    await page.close();
  });

  it("redraws at most once a second where motion is not wanted", async () => {
    const page = await openRestored(small({ size: "2000" }), { reducedMotion: "reduce" });
    await page.evaluate(() => {
      const canvas = document.querySelector('[data-figure="learning"] canvas');
      const drawn: number[] = [];
      Object.assign(globalThis, { drawn });
      if (canvas === null) return;
      new MutationObserver(() => drawn.push(performance.now())).observe(canvas, {
        attributeFilter: ["width"],
      });
    });
    await page.click(start);
    await digestOf(page);
    const drawn = await page.evaluate(
      () => (globalThis as unknown as { drawn: readonly number[] }).drawn,
    );
    expect(drawn.length).toBeGreaterThan(1);
    const seconds = ((drawn.at(-1) ?? 0) - (drawn[0] ?? 0)) / 1000;
    // The first and the last do not wait for the second to end.
    expect(drawn.length).toBeLessThanOrEqual(seconds + 2);
    const animated = await page.evaluate(() => document.getAnimations().length);
    expect(animated).toBe(0);
    await page.close();
  });

  it("is run, paused and read by keyboard alone", async () => {
    const page = await openRestored(small({ size: "2000" }));
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.getAttribute("data-action") ?? "");
    await page.focus("[name=seed]");
    for (let presses = 0; presses < 10 && (await focused()) !== "run"; presses += 1) {
      await page.keyboard.press("Tab");
    }
    expect(await focused()).toBe("run");
    await page.keyboard.press("Enter");
    await expect.poll(() => stateOf(page), { timeout: 20_000 }).toBe("running");
    // The button that was pressed is dead now; focus has gone to a live one.
    expect(await focused()).not.toBe("");
    while ((await focused()) !== "pause") await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    await expect.poll(() => stateOf(page)).toBe("paused");
    await page.keyboard.press("Space");
    await expect.poll(() => stateOf(page)).toBe("running");
    await digestOf(page);
    await page.focus("image-magnifier");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("image-magnifier .lens:visible").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.locator("image-magnifier .lens:visible").count()).toBe(0);
    await page.close();
  });

  it("fits a narrow screen also while it runs", async () => {
    const page = await openRestored(small(), { viewport: { width: 320, height: 640 } });
    await page.click(start);
    await digestOf(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
    const text = await page.evaluate(() => {
      const stage = document.querySelector('[data-figure="learning"] .stage');
      return stage?.clientWidth ?? 0;
    });
    // The chart is drawn for this width, so that its letters are not scaled down with it.
    expect(
      await page.evaluate(
        () => document.querySelector('[data-figure="learning"] canvas')?.clientWidth,
      ),
    ).toBe(text);
    await page.close();
  });

  it("shows figures, claims and no dead button where script is off", async () => {
    const page = await open("issues/062/", { javaScriptEnabled: false });
    expect(await page.locator("retort-demo button:visible").count()).toBe(0);
    expect(await page.locator("retort-demo .claims > li:visible").count()).toBeGreaterThan(2);
    expect(await page.locator("retort-demo .figures picture:visible").count()).toBeGreaterThan(2);
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
