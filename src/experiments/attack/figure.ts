import type { Draw } from "#lab/experiment.ts";

import { everyClass, firstAnswer } from "./confidence.ts";
import { digitNumbers, pixelBars } from "./digit-figures.ts";
import type { Outcome } from "./outcome.ts";
import { attackPictures } from "./pictures.ts";
import { fooledCurve, slopeBars } from "./set-figures.ts";
import type { Params } from "./spec.ts";

/** The digit under attack, what both networks answer, what hangs on a pixel, and the test images; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield attackPictures(outcomes, params);
  yield firstAnswer(outcomes, params);
  yield fooledCurve(outcomes, params);
  yield digitNumbers(outcomes, params);
  yield pixelBars(outcomes, params);
  yield slopeBars(outcomes);
  yield everyClass(outcomes, params, "standard");
  yield everyClass(outcomes, params, "robust");
};
export default draw;
