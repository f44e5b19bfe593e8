import type { Draw } from "#lab/experiment.ts";

import { exposureCurves, lossCurves } from "./curves.ts";
import { estimates } from "./estimates.ts";
import { gridMaps } from "./grid.ts";
import { histogram } from "./histogram.ts";
import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";
import { table } from "./table.ts";
import { theft } from "./theft.ts";
import { tradeOff } from "./trade-off.ts";
import { variationCurves } from "./variations.ts";

/** The secret among all numbers, its exposure, the loss, the theft, and how far the estimates can be trusted; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield histogram(outcomes, params);
  yield exposureCurves(outcomes, params);
  yield theft(outcomes, params);
  yield lossCurves(outcomes, params);
  yield estimates(outcomes, params);
  if (params.trainings !== "pair") yield tradeOff(outcomes, params);
  if (params.trainings === "sweep") {
    yield* variationCurves(outcomes, params);
    yield* gridMaps(outcomes, params);
  }
  yield table(outcomes, params);
};
export default draw;
