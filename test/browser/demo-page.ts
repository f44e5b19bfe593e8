import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

import spec from "../../src/experiments/wrong-labels/spec.ts";
import type { OpenedSite } from "./opened.ts";

/** The button that runs. */
export const start = '[data-action="run"]';
/** The demo's one state. */
export const stateOf = (page: Page): Promise<string | null> =>
  page.getAttribute("retort-demo", "data-state");
/** What the demo last said. */
export const said = async (page: Page): Promise<string> =>
  (await page.textContent("retort-demo .status")) ?? "";

/** Digest of the run, once it has ended. */
export const digestOf = async (page: Page): Promise<string> => {
  await page.waitForFunction(
    () => document.querySelector("retort-demo")?.hasAttribute("data-digest"),
    null,
    { timeout: 100_000 },
  );
  return (await page.getAttribute("retort-demo", "data-digest")) ?? "";
};

/** Address of the demo at the smallest size it takes, with other settings if given. */
export const small = (settings: Readonly<Record<string, string>> = {}): string => {
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
export async function openRestored(
  demo: OpenedSite,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await demo.open(path, options);
  const wanted = new URL(page.url()).searchParams.get("size") ?? "";
  await expect.poll(() => page.inputValue("[name=size]"), { timeout: 10_000 }).toBe(wanted);
  return page;
}
