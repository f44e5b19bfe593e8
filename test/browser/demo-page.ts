import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

import type { PresetName } from "#lab/experiment.ts";
import { findExperiment } from "#runtime/experiments.ts";

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
  return `experiments/wrong-labels/?${query.toString()}`;
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

/** The experiment's page with a preset's parameters in its address, once the form has taken them, and the errors that it reports from then on. */
export async function openPreset(
  site: OpenedSite,
  id: string,
  preset: PresetName,
): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const { spec: chosen } = await findExperiment(id);
  const params = Object.entries(chosen.presets[preset].params).map(
    ([name, value]): [string, string] => [name, String(value)],
  );
  const query = new URLSearchParams([["demo", id], ...params]);
  const page = await site.page();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`${site.address}experiments/${id}/?${query.toString()}`);
  await expect
    .poll(() => fields(page), { timeout: 20_000 })
    .toMatchObject(Object.fromEntries(params));
  expect(await page.textContent(".corrections")).toBe("");
  return { page, errors };
}

/** What stands in the fields of the form, by name. */
function fields(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const found = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      "retort-demo form [name]",
    );
    return Object.fromEntries(
      [...found].map((field) => [
        field.name,
        field.type === "checkbox" ? String(field.checked) : field.value,
      ]),
    );
  });
}
