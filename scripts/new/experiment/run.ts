import type { Run } from "#lab/experiment.ts";
import type { Random } from "#lab/runtime.ts";

import { countDraws, type Outcome, type Params, testSizes } from "./spec.ts";

/** Coverage of the standard interval for a proportion (Brown, Cai and DasGupta 2001, § 2), by drawing. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const total = countDraws(params);
  const outcome: { sizes: Outcome["sizes"] } = { sizes: [] };
  let done = 0;
  for (const images of testSizes(params)) {
    const random = runtime.random(`tests of ${images} images`);
    const size = { images, tests: 0, covered: 0 };
    outcome.sizes.push(size);
    for (let test = 0; test < params.tests; test += 1) {
      const measured = measureAccuracy(random, params.accuracy, images);
      if (Math.abs(measured - params.accuracy) <= halfInterval(measured, images)) size.covered += 1;
      size.tests += 1;
      done += images;
      yield { phase: `holding tests of ${images} images`, done, total, outcome };
    }
  }
};
export default run;

/** Share of `images` answered right by a classifier that is right with probability `accuracy`. */
function measureAccuracy(random: Random, accuracy: number, images: number): number {
  let right = 0;
  for (let image = 0; image < images; image += 1) {
    if (random.uniform() < accuracy) right += 1;
  }
  return right / images;
}

/** Half the width of the standard 95 % interval around a measured share. */
function halfInterval(measured: number, images: number): number {
  return 1.96 * Math.sqrt((measured * (1 - measured)) / images);
}
