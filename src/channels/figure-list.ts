import { keep } from "#archive.ts";
import { type ShownFigure, shownFigures, stillPreset } from "#experiments.ts";

/** Every picture of every committed result by name; from build to build, since most builds draw none of them. */
export const figureList: readonly ShownFigure[] = await keep("figures", () =>
  Promise.resolve(shownFigures()),
);

const pictured = new Set(
  figureList
    .filter(({ experiment, preset }) => preset === stillPreset(experiment))
    .map(({ experiment }) => experiment),
);

/** Whether an experiment's still form has a picture. */
export function hasPicture(experiment: string): boolean {
  return pictured.has(experiment);
}
