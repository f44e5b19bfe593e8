import { existsSync } from "node:fs";

import { type Control, controls } from "#lab/controls.ts";
import type { SeededParams, Spec } from "#lab/experiment.ts";

/** The controls of an experiment without the data sets that this build has not got. */
export function offeredControls(spec: Pick<Spec<SeededParams, unknown>, "params">): Control[] {
  return controls(spec).map((control) => {
    const missing = (control.needsData ?? []).filter(
      (name) => !existsSync(`public/data/${name}/manifest.json`),
    );
    if (control.kind !== "choice" || missing.length === 0) return control;
    return {
      ...control,
      options: control.options.filter((option) => !missing.includes(option)),
      missing,
    };
  });
}
