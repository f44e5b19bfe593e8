import { presetNames } from "#lab/experiment.ts";
import type { Figure } from "#lab/figure.ts";

import { loadDraw, loadRecorded, loadSpec } from "./demo-experiment.ts";

/** A figure of the site's recorded result; undefined where it cannot be had now. */
export async function loadRecordedFigure({
  experiment,
  preset,
  root,
  id,
}: {
  readonly experiment: string;
  readonly preset: string;
  readonly root: string;
  readonly id: string;
}): Promise<Figure | undefined> {
  const name = presetNames.find((known) => known === preset);
  if (name === undefined) return undefined;
  const [spec, draw] = await Promise.all([loadSpec(experiment), loadDraw(experiment)]);
  const { params } = spec.presets[name];
  const site = new URL(root, location.href).href;
  const recorded = await loadRecorded(experiment, spec, params, site);
  const outcomes = recorded?.runs.map(({ outcome }) => outcome) ?? [];
  for (const figure of draw(outcomes, params)) if (figure.id === id) return figure;
  return undefined;
}
