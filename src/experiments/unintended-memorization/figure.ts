import type { Draw } from "#lab/experiment.ts";

import { exposureCurves, lossCurves } from "./curves.ts";
import { estimates } from "./estimates.ts";
import { histogram } from "./histogram.ts";
import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";
import { theft } from "./theft.ts";
import { table, tradeOff } from "./trade-off.ts";
import { variationCurves } from "./variations.ts";

/** The secret among all numbers, its exposure, the loss, the theft, and how far the estimates can be trusted; also while a run is under way. */
const draw: Draw<Params, Outcome> = (outcomes, params) => [
  histogram(outcomes, params),
  exposureCurves(outcomes, params),
  theft(outcomes, params),
  lossCurves(outcomes, params),
  estimates(outcomes, params),
  ...(params.trainings === "pair" ? [] : [tradeOff(outcomes, params)]),
  ...(params.trainings === "sweep" ? variationCurves(outcomes, params) : []),
  table(outcomes, params),
];
export default draw;
