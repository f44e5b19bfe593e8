import type { Run, Snapshot } from "#lab/experiment.ts";

import type { Outcome } from "./outcome.ts";
import { amplitudes, countUnits, doseEpsilons } from "./plan.ts";
import type { Params } from "./spec.ts";
import { emptyNotes, type Notes, study } from "./study.ts";

/** Ilyas et al. 2019, § 3.2: a pupil that sees only perturbed images under wrong labels, examined on clean ones. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const chosen = emptyNotes();
  const weaker: { texture: number; record: Notes }[] = [];
  const clothes = emptyNotes();
  const progress = { done: 0, total: countUnits(params) };
  const snapshot = (phase: string): Snapshot<Outcome> => ({
    phase,
    ...progress,
    outcome: {
      testCount: params.testSize,
      ...chosen,
      weakerTextures: weaker.map(({ texture, record: { doses } }) => ({ texture, doses })),
      clothes: clothesOf(clothes),
    },
  });
  const host = { params, runtime, progress, snapshot };
  const epsilons = doseEpsilons(params);

  for (const texture of amplitudes(params)) {
    const isChosen = texture === amplitudes(params)[0];
    const record = isChosen ? chosen : emptyNotes();
    if (!isChosen) weaker.push({ texture, record });
    const where = isChosen ? "" : ` (texture ${texture})`;
    const { dataset } = params;
    yield* study(host, { dataset, texture, where, epsilons, hasLeakage: isChosen, record });
  }
  if (params.clothes !== "none") {
    yield* study(host, {
      dataset: params.clothes,
      texture: 0,
      where: " (clothes)",
      epsilons: epsilons.slice(-1),
      hasLeakage: false,
      record: clothes,
    });
  }
  yield snapshot("done");
};
export default run;

function clothesOf({ source, doses }: Notes): Outcome["clothes"] {
  const last = source.at(-1);
  return last === undefined ? null : { source: last.accuracyTrue, doses };
}
