import type { Run, Snapshot } from "#lab/experiment.ts";
import { plainOutputs, plainRoom } from "#ml/plain-network.ts";

import { coexistence } from "./coexistence.ts";
import { coexistenceValues } from "./exact-coexistence.ts";
import { exactPlayer } from "./exact-player.ts";
import { sharingValues } from "./exact-sharing.ts";
import { playGames } from "./games.ts";
import { learn, networkFor } from "./learner.ts";
import { addExam, emptyCurve, type Outcome, type Policy, type Study } from "./outcome.ts";
import {
  betasOf,
  countUnits,
  curveEpisodes,
  curvePoints,
  drawnBetas,
  recipeOf,
  stepsAnExam,
  stepsAUnit,
  unitsOf,
  type WorldName,
  worldsOf,
} from "./plan.ts";
import type { Manner, Player } from "./play.ts";
import { packParameters, policyFor, shippedPolicies, unpackParameters } from "./policies.ts";
import { sharing } from "./sharing.ts";
import type { Params } from "./spec.ts";
import { actions } from "./torus.ts";
import { type Sight, sightIn } from "./windows.ts";
import type { World } from "./world.ts";

type Step = Snapshot<Outcome>;

const worlds: Readonly<Record<WorldName, World>> = { coexistence, sharing };

/** Bussmann et al. 2019: learners that weigh their own value by β and that of the other's place by 1 − β, in two grid worlds. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { random } = runtime;
  const progress = { done: 0, total: countUnits(params) };
  const outcome: { beta: number; episodes: number; studies: Study[]; policies: Policy[] } = {
    beta: params.beta,
    episodes: params.episodes,
    studies: [],
    policies: [],
  };
  const snapshot = (phase: string): Step => ({ phase, ...progress, outcome });
  const manner: Manner = {
    actions: params.fourActions ? actions.length - 1 : actions.length,
    noise: params.noise,
    isFirstOfTies: params.firstTies,
  };
  const sightOf = (name: WorldName): Sight =>
    sightIn(worlds[name], {
      byteCoins: params.byteCoins,
      scale: recipeOf(params, name).windowScale,
    });
  const sights: Readonly<Record<WorldName, Sight>> = {
    coexistence: sightOf("coexistence"),
    sharing: sightOf("sharing"),
  };
  yield snapshot("setting up the boards");
  const shipped = params.policy === "shipped" ? await shippedPolicies(runtime.load) : [];

  for (const name of worldsOf(params)) {
    const exact = params.policy === "exact" ? valuesOf(name, params.noise) : undefined;
    for (const beta of betasOf(params)) {
      const kept = yield* runtime.stage(`${name} at beta ${beta}`, () => study(name, beta, exact));
      outcome.studies = [...kept.studies];
      outcome.policies = [...kept.policies];
      progress.done = kept.done;
    }
  }
  yield snapshot("done");

  /** One player in one world, from its first lesson to its last game. */
  async function* study(
    name: WorldName,
    beta: number,
    exact: ReturnType<typeof valuesOf> | undefined,
  ): AsyncGenerator<Step, Pick<Outcome, "studies" | "policies"> & { done: number }> {
    const end = progress.done + unitsOf(params);
    const record: Study = { world: name, beta, curve: emptyCurve(), score: null, game: null };
    outcome.studies.push(record);
    const parameters = exact === undefined ? yield* trained(name, beta, record) : undefined;
    yield snapshot(`playing: ${name}, beta ${beta}`);
    const player =
      parameters === undefined || exact !== undefined
        ? exactPlayer(worlds[name], exact ?? (() => 0), beta, params)
        : networkPlayer(name, parameters);
    const chance = random(`games of ${name} at ${beta}`);
    const { score, game } = playGames(worlds[name], player, manner, params.episodes, chance);
    record.score = score;
    if (drawnBetas(params.beta).includes(beta)) record.game = game;
    progress.done = end;
    yield snapshot(`played: ${name}, beta ${beta}`);
    return { studies: outcome.studies, policies: outcome.policies, done: end };
  }

  /** Lessons with an exam now and then; or the network that the site ships. */
  async function* trained(
    name: WorldName,
    beta: number,
    record: Study,
  ): AsyncGenerator<Step, Float64Array> {
    if (params.policy === "shipped") {
      return unpackParameters(policyFor(shipped, { world: name, beta }).parameters);
    }
    const lessons = learn(random, {
      name: `${name} at ${beta}`,
      world: worlds[name],
      sight: sights[name],
      beta,
      steps: params.steps,
      recipe: recipeOf(params, name),
      actions: manner.actions,
      quirks: params,
    });
    const examEvery = Math.max(stepsAnExam, Math.floor(params.steps / curvePoints));
    const chance = random(`exams of ${name} at ${beta}`);
    let latest: Float64Array = new Float64Array();
    for (const { step, acting } of lessons) {
      latest = acting;
      if (step % examEvery === 0 || step === params.steps) {
        const player = networkPlayer(name, acting);
        const { score } = playGames(worlds[name], player, manner, curveEpisodes, chance);
        addExam(record.curve, step, score);
      }
      if (step % stepsAUnit !== 0 && step < params.steps) continue;
      progress.done += 1;
      yield snapshot(`learning ${name}, beta ${beta}: step ${step} of ${params.steps}`);
    }
    const text = packParameters(latest);
    const { hidden } = recipeOf(params, name);
    if (params.keep) {
      outcome.policies.push({
        world: name,
        beta,
        hidden,
        actions: manner.actions,
        parameters: text,
      });
    }
    // As it would be shipped: the games of a kept network and of the one played here are the same.
    return params.keep ? unpackParameters(text) : latest;
  }

  function networkPlayer(name: WorldName, parameters: Float64Array): Player {
    const kept = params.policy === "shipped" ? shipped[0] : undefined;
    const shape = networkFor({
      hidden: kept?.hidden ?? recipeOf(params, name).hidden,
      actions: kept?.actions ?? manner.actions,
    });
    const room = plainRoom(shape);
    return (state) => plainOutputs(shape, parameters, sights[name].own(state), room);
  }
};
export default run;

function valuesOf(name: WorldName, noise: number): ReturnType<typeof coexistenceValues> {
  return name === "coexistence" ? coexistenceValues(noise) : sharingValues(noise);
}
