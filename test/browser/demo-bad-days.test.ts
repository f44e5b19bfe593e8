import { existsSync } from "node:fs";

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import smoke from "../../public/results/wrong-labels/smoke.json";
import { digestOf, openRestored, said, small, start, stateOf } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const demo = openedSite();

/** A module of WebAssembly whose one function does what no program may: `(func (export "f") unreachable)`. */
const trap = `new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]))).exports.f()`;

/** Script for the head of a worker: within the first stage that follows a checkpoint, does `blow`. */
const afterCheckpoint = (blow: string): string => `{
  const post = self.postMessage.bind(self);
  self.postMessage = (message) => {
    post(message);
    if (message.kind === "checkpoint") { ${blow}; }
  };
}`;

describe("the demo of wrong labels on a bad day", () => {
  it("fetches no worker and no engine before the reader asks", async () => {
    const page = await demo.page();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${demo.address}experiments/wrong-labels/`);
    await page.waitForTimeout(500);
    expect(asked.filter((address) => /worker|wasm|demo-run|chart|results/.test(address))).toEqual(
      [],
    );
    expect(asked.filter((address) => !address.startsWith(demo.address))).toEqual([]);
  });

  it("stops half-way when it is told to, says that the recorded results stand, and can begin again", async () => {
    const page = await openRestored(demo, small({ size: "2000" }));
    await page.click(start);
    await page.click('[data-action="stop"]:enabled');
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/Stopped/);
    expect(await stateOf(page)).toBe("still");
    await page.click(start);
    expect(await digestOf(page)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("says in words that its worker cannot be loaded, and keeps the still figures", async () => {
    const page = await demo.page();
    await page.route(/worker/, (route) => route.abort());
    await page.goto(`${demo.address}experiments/wrong-labels/`);
    await page.click(start);
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/did not work.*blocker/);
    expect(await stateOf(page)).toBe("failed");
    expect(await page.locator("retort-demo .figures picture:visible").count()).toBeGreaterThan(2);
  });

  it("says in words that the laboratory cannot be loaded", async () => {
    const page = await demo.page();
    await page.route(/demo-run/, (route) => route.abort());
    await page.goto(`${demo.address}experiments/wrong-labels/`);
    await page.click(start);
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/could not be loaded/);
    expect(await stateOf(page)).toBe("failed");
  });

  it("tells a browser without SIMD instructions what it needs, and keeps the still figures", async () => {
    const page = await demo.page();
    await page.route(/worker[^/]*\.js/, async (route) => {
      const response = await route.fetch();
      const body = `WebAssembly.validate = () => false;\n${await response.text()}`;
      await route.fulfill({ response, body });
    });
    await page.goto(`${demo.address}experiments/wrong-labels/`);
    await page.click(start);
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/SIMD.*browser of 2023/);
    expect(await page.locator("retort-demo .figures picture:visible").count()).toBeGreaterThan(2);
  });

  it("offers no data set that the site lacks, and says so when an address asks for one", async () => {
    const page = await demo.open(
      "experiments/wrong-labels/?demo=wrong-labels&dataset=fashion-mnist&size=300",
    );
    await expect.poll(() => page.inputValue("[name=size]"), { timeout: 10_000 }).toBe("300");
    if (existsSync("public/data/fashion-mnist/manifest.json")) {
      await page.route(/data\/fashion-mnist/, (route) => route.abort());
      await page.click(start);
      await expect.poll(() => said(page), { timeout: 20_000 }).toMatch(/data\/fashion-mnist/);
    } else {
      expect(await page.inputValue("[name=dataset]")).toBe("strokes");
      expect(await page.textContent("retort-demo .corrections")).toMatch(/no fashion-mnist data/);
    }
  });

  it("corrects parameters of the address that are out of range, and says so", async () => {
    const page = await demo.open(
      "experiments/wrong-labels/?demo=wrong-labels&epsilon=99&labels=no",
    );
    await expect.poll(() => page.inputValue("[name=epsilon]"), { timeout: 10_000 }).toBe("6");
    expect(await page.textContent("retort-demo .corrections")).toMatch(/99 is not possible/);
  });

  it("pauses while its tab is hidden, and goes on when the reader is back", async () => {
    const page = await openRestored(demo, small({ size: "2000" }));
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
  });

  it("stays as it is for an hour in a hidden tab, and then comes to the same result", async () => {
    const page = await demo.page();
    await page.clock.install();
    await page.goto(demo.address + small());
    await expect.poll(() => page.inputValue("[name=size]"), { timeout: 10_000 }).toBe("400");
    const hide = (isHidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    const done = (): Promise<number> =>
      page.evaluate(() => document.querySelector("progress")?.value ?? 0);
    await page.click(start);
    await expect.poll(() => stateOf(page), { timeout: 20_000 }).toBe("running");
    await hide(true);
    await expect.poll(() => said(page), { timeout: 10_000 }).toBe("Paused.");
    const before = await done();
    await page.clock.fastForward("01:00:00");
    await page.waitForTimeout(300);
    expect(await stateOf(page)).toBe("paused");
    expect(await done()).toBe(before);
    await hide(false);
    expect(await digestOf(page)).toBe(smoke.runs[0]?.digest);
    const [, seconds] = /Done in ([\d.]+) s/.exec(await said(page)) ?? [];
    expect(Number(seconds)).toBeLessThan(100);
  });

  describe.each([
    ["its engine traps", trap, /^The engine stopped in the midst of its work; /, /engine stopped/],
    [
      "its memory runs out",
      'throw new RangeError("Array buffer allocation failed")',
      /^The memory ran out; /,
      /more memory than the device gives/,
    ],
  ])("when %s", (_, blow, notice, failure) => {
    /** Has the first so many workers end in this way once the source network is trained. */
    const openWith = async (workers: number): Promise<Page> => {
      const page = await openRestored(demo, small());
      let started = 0;
      await page.route(/worker[^/]*\.js/, async (route) => {
        started += 1;
        if (started > workers) return route.continue();
        const response = await route.fetch();
        const body = `${afterCheckpoint(blow)}\n${await response.text()}`;
        return route.fulfill({ response, body });
      });
      await page.click(start);
      return page;
    };

    it("goes on in a fresh worker from the last checkpoint, says so, and comes to the same result", async () => {
      const page = await openWith(1);
      expect(await digestOf(page)).toBe(smoke.runs[0]?.digest);
      expect(await said(page)).toMatch(notice);
      expect(await said(page)).toMatch(
        /the run goes on in a fresh worker from its last checkpoint, “source network”\. Done/,
      );
      expect(page.workers()).toHaveLength(0);
    });

    it("and again in the fresh worker, says why and keeps what was drawn last", async () => {
      const page = await openWith(2);
      await expect.poll(() => stateOf(page), { timeout: 20_000 }).toBe("failed");
      expect(await said(page)).toMatch(failure);
      expect(page.workers()).toHaveLength(0);
      const canvas = page.locator('[data-figure="learning"] canvas').first();
      expect(await canvas.isVisible()).toBe(true);
      expect(await page.textContent('[data-figure="learning"] .run-caption')).not.toBe("");
    });
  });

  it("redraws at most once a second where motion is not wanted", async () => {
    const page = await openRestored(demo, small({ size: "2000" }), { reducedMotion: "reduce" });
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
    // The first and the last do not wait for the second to end; the first is noted later than the others, as it takes longest.
    expect(drawn.length).toBeLessThanOrEqual(seconds + 2.2);
    const animated = await page.evaluate(() => document.getAnimations().length);
    expect(animated).toBe(0);
  });

  it("is run, paused and read by keyboard alone", async () => {
    const page = await openRestored(demo, small({ size: "2000" }));
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
  });

  it("fits a narrow screen also while it runs", async () => {
    const page = await openRestored(demo, small(), { viewport: { width: 320, height: 640 } });
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
  });

  it("shows figures, claims and no dead button where script is off", async () => {
    const page = await demo.open("experiments/wrong-labels/", { javaScriptEnabled: false });
    expect(await page.locator("retort-demo button:visible").count()).toBe(0);
    expect(await page.locator("retort-demo .claims > li:visible").count()).toBeGreaterThan(2);
    expect(await page.locator("retort-demo .figures picture:visible").count()).toBeGreaterThan(2);
  });
});
