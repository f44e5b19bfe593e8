import type { Run, Snapshot } from "#lab/experiment.ts";
import { row } from "#ml/matrix.ts";
import type { InUnits } from "#ml/units.ts";

import { examine, rowsOf } from "./combinations.ts";
import { measure, responses, rounding, secondMoments, singularDirections } from "./directions.ts";
import { findings, picture } from "./findings.ts";
import { difference, halves, pooled } from "./halves.ts";
import type { Outcome } from "./outcome.ts";
import { loadPair } from "./pair.ts";
import { ends, totalUnits } from "./plan.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

/** Goh 2019, response 3: singular directions of two classes, an ensemble of fragile ones, and a mixture of a robust one with junk. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { first, second, pool } = params;
  if (first === second) {
    throw new RangeError(`both classes are ${first}; choose two different ones`);
  }
  let done = 0;
  let outcome: Outcome = {
    width: 0,
    height: 0,
    channels: 0,
    foundOn: 0,
    heldOut: 0,
    difference: "",
    found: null,
  };
  const snapshot = (phase: string): Step => ({ phase, done, total: totalUnits, outcome });

  yield snapshot("drawing the images");
  const pair = loadPair(params, runtime);
  let loaded = await pair.next();
  while (loaded.done !== true) {
    done = Math.floor(ends.images * loaded.value);
    yield snapshot("drawing the images");
    loaded = await pair.next();
  }
  const set = pooled(loaded.value, pool);
  const both = halves(set, runtime.random("halves"));
  const [finding, measuring] = both;
  const { width, height, channels } = set;
  outcome = {
    ...outcome,
    width,
    height,
    channels,
    foundOn: finding.sides.length,
    heldOut: measuring.sides.length,
    difference: picture(difference(measuring)),
  };
  done = ends.images;
  yield snapshot("measuring how pixels vary together");

  const products = yield* part(
    "measuring how pixels vary together",
    secondMoments(finding),
    ends.moments,
  );
  const directions = yield* part(
    "finding the singular directions",
    singularDirections(products),
    ends.directions,
  );
  const middle = Math.floor((ends.directions + ends.responses) / 2);
  const known = yield* part("asking the first half", responses(directions, finding), middle);
  const asked = yield* part(
    "asking the held-out half",
    responses(directions, measuring),
    ends.responses,
  );

  // What does not vary on the held-out half cannot be measured there.
  const kept = [...Array(directions.rows).keys()].filter(
    (i) => measure(row(asked, i), measuring.sides, 1).robustness > rounding,
  );
  const examined = examine(
    rowsOf(directions, kept),
    [rowsOf(known, kept), rowsOf(asked, kept)],
    both,
  );
  const found = yield* part(
    "adding up and mixing",
    findings(examined, params, runtime.random("shuffle")),
    totalUnits,
  );
  outcome = { ...outcome, found };
  yield snapshot("done");

  /** A part of the work in its units, up to so many of the whole. */
  async function* part<Result>(
    phase: string,
    computation: InUnits<Result>,
    end: number,
  ): AsyncGenerator<Step, Result> {
    const start = done;
    for (;;) {
      const turn = computation.next();
      if (turn.done === true) {
        done = end;
        yield snapshot(phase);
        return turn.value;
      }
      done = Math.max(done, Math.floor(start + (end - start) * turn.value));
      yield snapshot(phase);
    }
  }
};
export default run;
