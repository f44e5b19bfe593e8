import type { Draw } from "#lab/experiment.ts";

import { everyClass, firstAnswer } from "./confidence.ts";
import { digitNumbers, pixelBars } from "./digit-figures.ts";
import type { Outcome } from "./outcome.ts";
import { attackPictures } from "./pictures.ts";
import { fooledCurve, slopeBars } from "./set-figures.ts";
import type { Params } from "./spec.ts";

/** The digit under attack, what both networks answer, what hangs on a pixel, and the test images; also while a run is under way. */
const draw: Draw<Params, Outcome> = (outcomes, params) => [
  attackPictures(outcomes, params),
  firstAnswer(outcomes, params),
  fooledCurve(outcomes, params),
  digitNumbers(outcomes, params),
  pixelBars(outcomes, params),
  slopeBars(outcomes),
  everyClass(outcomes, params, "standard"),
  everyClass(outcomes, params, "robust"),
];
export default draw;
