import { type Browser, chromium } from "playwright-core";

import { demoPath } from "#newsletter/addresses.ts";

import spec from "../../src/experiments/wrong-labels/spec.ts";
import { chromiumPath } from "../chromium.ts";
import { serve } from "../serve.ts";

const experiment = "wrong-labels";
const runs = 2;

/** Wall time of two seeds of a live run, from the click to the last number, seconds; one of each a round. */
export interface SeedTimes {
  /** In two workers. */
  readonly together: readonly number[];
  /** One after the other in one worker. */
  readonly inTurn: readonly number[];
}

/** Runs two seeds of the standard preset in headless Chromium, on the built site's own page: rounds alternate between two workers and one. */
export async function measureSeeds(site: string, root: string, rounds: number): Promise<SeedTimes> {
  const served = await serve(site, root, 4900);
  try {
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
    try {
      const together: number[] = [];
      const inTurn: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        together.push(await runTime(browser, served.address, 2));
        inTurn.push(await runTime(browser, served.address, 1));
      }
      return { together, inTurn };
    } finally {
      await browser.close();
    }
  } finally {
    served.server.close();
    served.server.closeAllConnections();
  }
}

/** One run of both seeds on a page that takes the machine for one of so many cores. */
async function runTime(browser: Browser, address: string, cores: number): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript((count) => {
      Object.defineProperty(navigator, "hardwareConcurrency", { get: () => count });
    }, cores);
    await page.goto(address + demoPath(experiment, { ...spec.presets.standard.params, runs }));
    await page.waitForFunction(
      (count) => document.querySelector<HTMLInputElement>("[name=runs]")?.value === count,
      `${runs}`,
    );
    return await page.evaluate(timeFromClick);
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
async function timeFromClick(): Promise<number> {
  const demo = document.querySelector<HTMLElement>("retort-demo");
  if (demo === null) throw new Error("the page has no demo");
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    new MutationObserver(() => {
      const { state, digest } = demo.dataset;
      if (state === "failed") reject(new Error(demo.querySelector(".status")?.textContent ?? ""));
      else if (digest !== undefined) resolve();
    }).observe(demo, { attributeFilter: ["data-state", "data-digest"] });
    demo.querySelector<HTMLButtonElement>('[data-action="run"]')?.click();
  });
  return (performance.now() - started) / 1000;
}
