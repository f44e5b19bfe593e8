/// <reference types="vite/client" />
import type { Run, SeededParams, Spec } from "#lab/experiment.ts";

import { RunFailure } from "./failure.ts";

/** An experiment as a host runs it: what is asked and how, with parameters and outcome of its own kind. */
export interface Experiment {
  readonly spec: Spec<SeededParams, unknown>;
  readonly run: Run<SeededParams, unknown, undefined>;
}

const specs = import.meta.glob<Experiment["spec"]>("../experiments/*/spec.ts", {
  import: "default",
});
const runs = import.meta.glob<Experiment["run"]>("../experiments/*/run.ts", { import: "default" });

/** Loads the experiment in the folder of that name. */
export async function findExperiment(id: string): Promise<Experiment> {
  const spec = specs[`../experiments/${id}/spec.ts`];
  const run = runs[`../experiments/${id}/run.ts`];
  if (spec === undefined || run === undefined) {
    throw new RunFailure(
      "parameters",
      `there is no experiment "${id}"; there are ${experimentIds().join(", ")}`,
    );
  }
  const [loadedSpec, loadedRun] = await Promise.all([spec(), run()]);
  return { spec: loadedSpec, run: loadedRun };
}

/** Ids of all experiments, sorted. */
export function experimentIds(): string[] {
  return Object.keys(runs)
    .map((path) => path.split("/").at(-2) ?? "")
    .toSorted();
}

/** The parameters, if the experiment accepts them; otherwise a failure that names each field and what it should be. */
export function checkParams(spec: Experiment["spec"], params: unknown): SeededParams {
  const checked = spec.params.safeParse(params);
  if (checked.success) return checked.data;
  const reasons = checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new RunFailure("parameters", `parameters not accepted: ${reasons.join("; ")}`);
}
