import { readFileSync } from "node:fs";

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { verdictWords } from "#lab/claim.ts";
import { resultSchema } from "#lab/result.ts";
import { type Experiment, experimentIds, findExperiment } from "#runtime/experiments.ts";

import { digestOf, openPreset, start, stateOf } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const site = openedSite("content", "/", { port: 4880 });

/** The smallest preset, or the live one where a run takes no time. */
const presetOf = ({ spec }: Experiment): "smoke" | "quick" =>
  spec.instant === true ? "quick" : "smoke";

/** What is said of each claim for the reader's run: its first word or two. */
function verdictsOn(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const claims = document.querySelectorAll<HTMLElement>("retort-demo [data-claim]");
    return Object.fromEntries(
      [...claims].map((claim) => [
        claim.dataset["claim"] ?? "",
        claim.querySelector("[data-yours] strong")?.textContent ?? "none",
      ]),
    );
  });
}

function recordedDigest(id: string, preset: "smoke" | "quick", seed: number): string | undefined {
  const path = new URL(`../../public/results/${id}/${preset}.json`, import.meta.url);
  const { runs } = resultSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  return runs.find((run) => run.seed === seed)?.digest;
}

describe.each(experimentIds())("the page of %s", (id) => {
  it("runs from its address to the recorded numbers, judges every claim and leaves nothing running", async () => {
    const experiment = await findExperiment(id);
    const { spec } = experiment;
    const preset = presetOf(experiment);
    const { page, errors } = await openPreset(site, id, preset);
    await page.click(start);
    expect(await digestOf(page)).toBe(recordedDigest(id, preset, spec.presets[preset].params.seed));
    expect(await stateOf(page)).toBe("still");

    const verdicts = await verdictsOn(page);
    expect(Object.keys(verdicts)).toEqual(spec.claims.map((claim) => claim.id));
    for (const [claim, verdict] of Object.entries(verdicts)) {
      expect(Object.values(verdictWords), claim).toContain(verdict);
    }

    const { violations } = await new AxeBuilder({ page }).include("retort-demo").analyze();
    expect(violations.map((found) => `${found.id} ${found.nodes[0]?.html ?? ""}`)).toEqual([]);

    // An instant run keeps its worker warm, until the reader puts everything back.
    if (spec.instant === true) await page.click('[data-action="reset"]');
    await expect.poll(() => page.workers().length).toBe(0);
    expect(errors).toEqual([]);
  });
});
