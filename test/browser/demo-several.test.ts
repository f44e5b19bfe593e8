import { describe, expect, it } from "vitest";

import quick from "../../public/results/wrong-labels/quick.json";
import { digestOf, openRestored, said, small, start, stateOf } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const demo = openedSite();
const recorded = quick.runs.slice(0, 2).map(({ digest }) => digest);

describe("several seeds of the demo of wrong labels", () => {
  it("give at once what Node recorded for each, with claims and copy over all", async () => {
    const page = await demo.open("experiments/wrong-labels/", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.fill("[name=runs]", "2");
    await expect.poll(() => new URL(page.url()).searchParams.get("runs")).toBe("2");
    await page.click(start);
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(2);
    expect(await digestOf(page)).toBe(recorded.join(" "));
    expect(await said(page)).toMatch(/that of the recorded runs of seeds 1 and 2\./);
    expect(await page.textContent('[data-claim="beats-chance"] [data-yours]')).toMatch(
      /^holds.*mean of 2 seeds$/,
    );
    expect(page.workers()).toHaveLength(0);
    await page.click('[data-action="copy"]');
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain(recorded[1]);
    expect(JSON.parse(await clipboard())).toMatchObject({
      runs: quick.runs.slice(0, 2).map(({ seed, digest, outcome }) => ({ seed, digest, outcome })),
    });
  }, 300_000);

  it("give, more of them than cores, what each gives alone", async () => {
    const alone: string[] = [];
    for (const seed of ["7", "8", "9"]) {
      const page = await openRestored(demo, small({ seed }));
      await page.click(start);
      alone.push(await digestOf(page));
    }
    const page = await demo.page();
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "hardwareConcurrency", { get: () => 2 });
    });
    await page.goto(demo.address + small({ seed: "7", runs: "3" }));
    await expect.poll(() => page.inputValue("[name=runs]"), { timeout: 10_000 }).toBe("3");
    await page.click(start);
    expect(await digestOf(page)).toBe(alone.join(" "));
    const spread = page.locator('[data-figure="learning"] tr', { hasText: "true class, yours" });
    const [, , mean, lowest, highest] = (await spread.last().locator("td").allTextContents()).map(
      Number,
    );
    expect(lowest).toBeLessThan(mean ?? 0);
    expect(highest).toBeGreaterThan(mean ?? 100);
  });

  it("all go by a step and stand, and all go on", async () => {
    const page = await openRestored(demo, small({ runs: "2" }));
    await page.click('[data-action="step"]');
    await expect.poll(() => said(page), { timeout: 20_000 }).toBe("Paused.");
    expect(page.workers()).toHaveLength(2);
    await page.click('[data-action="pause"]');
    expect(await digestOf(page)).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
  });

  it("all end when the reader stops them, those that have not begun too", async () => {
    const page = await openRestored(demo, small({ size: "2000", runs: "5" }));
    await page.click(start);
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBeGreaterThan(1);
    await page.click('[data-action="stop"]:enabled');
    await expect.poll(() => said(page), { timeout: 10_000 }).toMatch(/Stopped/);
    expect(await stateOf(page)).toBe("still");
    await page.waitForTimeout(1000);
    expect(page.workers()).toHaveLength(0);
    expect(await page.getAttribute("retort-demo", "data-digest")).toBeNull();
  });

  it("are one again after a reset, and stay as they are when a preset is taken", async () => {
    const page = await openRestored(demo, small({ runs: "3" }));
    await page.selectOption("[data-presets]", "standard");
    await expect.poll(() => page.inputValue("[name=textures]")).toBe("4");
    expect(await page.inputValue("[name=runs]")).toBe("3");
    await page.click('[data-action="reset"]');
    await expect.poll(() => page.inputValue("[name=runs]")).toBe("1");
  });
});
