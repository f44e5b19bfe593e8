import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";

import quick from "../../public/results/wrong-labels/quick.json";
import { digestOf, openRestored, said, small, start, stateOf } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const demo = openedSite();

describe("a run of the demo of wrong labels", () => {
  it("trains in the reader's browser to the very result that Node recorded, the same from the same address", async () => {
    const page = await demo.open("experiments/wrong-labels/");
    await page.click(start);
    expect(await digestOf(page)).toBe(quick.runs[0]?.digest);
    expect(await page.textContent('[data-claim="beats-chance"] [data-yours]')).toMatch(/^holds/);
    expect(await said(page)).toMatch(/that of the recorded run of seed 1/);
    const again = await openRestored(demo, page.url().replace(demo.address, ""));
    await again.click(start);
    expect(await digestOf(again)).toBe(quick.runs[0]?.digest);
  }, 300_000);

  it("keeps the height of its frame from before the click to after the end", async () => {
    for (const [width, runs] of [
      [1280, "1"],
      [390, "1"],
      [1280, "5"],
      [390, "5"],
    ] as const) {
      const page = await openRestored(demo, small({ runs }), { viewport: { width, height: 900 } });
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
      expect(Math.max(...heights) - Math.min(...heights), `${runs} seeds at ${width}`).toBeLessThan(
        1,
      );
    }
  });

  it("draws over the still figures, and writes its numbers into their tables", async () => {
    const page = await openRestored(demo, small());
    await page.click(start);
    await digestOf(page);
    const [canvas, stage] = await Promise.all(
      ["canvas", ".stage"].map((part) =>
        page.locator(`.results > .figures [data-figure="learning"] ${part}`).first().boundingBox(),
      ),
    );
    for (const side of ["x", "y", "width", "height"] as const) {
      // The canvas has whole pixels.
      expect(Math.abs((canvas?.[side] ?? 0) - (stage?.[side] ?? 1e3)), side).toBeLessThan(1);
    }
    const numbers = await page.textContent('[data-figure="learning"] table');
    expect(numbers).toContain("true class, yours");
    const { violations } = await new AxeBuilder({ page }).include("retort-demo").analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
  });

  it("covers the still pictures as they are after the window has changed its width", async () => {
    const page = await openRestored(demo, small());
    await page.click(start);
    await digestOf(page);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      // The picture for the new width comes by the network.
      await page.waitForTimeout(500);
      await expect
        .poll(() =>
          page.evaluate(() =>
            [...document.querySelectorAll(".results > .figures .stage")].map((stage) => {
              const canvas = stage.querySelector<HTMLElement>("canvas:not(.lens)");
              return `${(canvas?.offsetHeight ?? 0) - stage.clientHeight} ${(canvas?.offsetWidth ?? 0) - stage.clientWidth}`;
            }),
          ),
        )
        .toSatisfy((all: string[]) => all.every((difference) => difference === "0 0"));
    }
  });

  it("goes by single steps, and on from there", async () => {
    const page = await openRestored(demo, small());
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
  });

  it("gives other numbers from a new seed, which the address then holds", async () => {
    const page = await openRestored(demo, small());
    await page.click(start);
    const first = await digestOf(page);
    await page.click('[data-action="seed"]');
    await expect.poll(() => new URL(page.url()).searchParams.get("seed")).not.toBe("1");
    await page.click(start);
    await expect.poll(() => stateOf(page)).not.toBe("still");
    expect(await digestOf(page)).not.toBe(first);
  });

  it("copies its link and its result", async () => {
    const page = await openRestored(demo, small({ epsilon: "2" }), {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await expect.poll(() => page.inputValue("[name=epsilon]")).toBe("2");
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.click('[data-action="link"]');
    await expect.poll(clipboard).toContain("epsilon=2");
    await page.click(start);
    const digest = await digestOf(page);
    await page.click('[data-action="copy"]');
    await expect.poll(clipboard).toContain(digest);
    expect(JSON.parse(await clipboard())).toMatchObject({
      experiment: "wrong-labels",
      runs: [{ seed: 1, digest }],
    });
  });

  it("resets to the settings and figures it began with", async () => {
    const page = await openRestored(demo, small());
    await page.click(start);
    await digestOf(page);
    await page.click('[data-action="reset"]');
    await expect.poll(() => page.inputValue("[name=size]")).toBe(String(quick.params.size));
    expect(await page.locator("retort-demo canvas:not(.lens):visible").count()).toBe(0);
    expect(await page.textContent('[data-claim="beats-chance"] [data-yours]')).toBe("not run yet");
    expect(new URL(page.url()).search).toBe("");
  });

  it("takes a preset’s settings as a whole", async () => {
    const page = await demo.open("experiments/wrong-labels/");
    await page.selectOption("[data-presets]", "standard");
    await expect.poll(() => page.inputValue("[name=textures]"), { timeout: 10_000 }).toBe("4");
    await expect.poll(() => new URL(page.url()).searchParams.get("textures")).toBe("4");
  });
});
