import { NotANumberError } from "#lab/not-a-number.ts";
import type { Random, Runtime } from "#lab/runtime.ts";
import {
  doubleTarget,
  learnValues,
  type Observation,
  type QLearner,
  valuesOf,
} from "#ml/deep-q.ts";
import { plainAdam } from "#ml/plain-adam.ts";
import {
  plainOutputs,
  plainParameters,
  plainRoom,
  type PlainShape,
  plainShape,
} from "#ml/plain-network.ts";
import { replayMemory } from "#ml/replay.ts";

import { choose } from "./choice.ts";
import { empathicTarget, type Quirks } from "./empathy.ts";
import { batchSize, discount, type Recipe } from "./plan.ts";
import { type Sight, windowLength } from "./windows.ts";
import { type State, stepLimit, type World } from "./world.ts";

export interface Lessons {
  /** Names the streams of random numbers. */
  readonly name: string;
  readonly world: World;
  readonly sight: Sight;
  /** Selfishness: the share of its own value. */
  readonly beta: number;
  /** In the world. */
  readonly steps: number;
  readonly recipe: Recipe;
  readonly actions: number;
  readonly quirks: Quirks;
}

/** What is remembered of a step. */
interface Transition {
  readonly own: Observation;
  readonly next: Observation;
  /** What the other then sees. */
  readonly other: Observation;
  readonly action: number;
  readonly reward: number;
  readonly isEnded: boolean;
  readonly isOtherAlive: boolean;
}

const rate = 1e-3;
/** Share of random moves once exploring has fallen from 1. */
const lastExploring = 0.01;

export const networkFor = ({
  hidden,
  actions,
}: {
  readonly hidden: number;
  readonly actions: number;
}): PlainShape => plainShape([windowLength, hidden, hidden, actions]);

/** Empathic deep Q-learning (Bussmann et al. 2019). Yields after every step the acting network's parameters, which go on changing. */
export function* learn(
  random: Runtime["random"],
  { name, world, sight, beta, steps, recipe, actions, quirks }: Lessons,
): Generator<{ readonly step: number; readonly acting: Float64Array }, void> {
  const shape = networkFor({ hidden: recipe.hidden, actions });
  const chance = {
    world: random(`${name}: world`),
    action: random(`${name}: action`),
    replay: random(`${name}: replay`),
  };
  const memory = replayMemory<Transition>(recipe.replay);
  const room = plainRoom(shape);
  const tools = { room, gradient: new Float64Array(shape.parameters), rate };
  const selfish = learner(shape, random(`${name}: selfish`));
  const acting = learner(shape, random(`${name}: acting`));
  const copy = selfish.parameters.slice();
  /** Values by the copy, which stay until it changes. */
  const copied = new Map<Observation, Float64Array>();
  const start = (): State => anyOf(world.starts, chance.world);
  let state = start();
  let updates = 0;

  for (let step = 1; step <= steps; step += 1) {
    state = move(Math.max(lastExploring, 1 + ((lastExploring - 1) * step) / recipe.exploring));
    if (step > recipe.warmUp && step % recipe.stepsAnUpdate === 0) update();
    yield { step, acting: acting.parameters };
  }

  /** One step in the world, remembered. */
  function move(explore: number): State {
    const own = sight.own(state);
    const action =
      chance.action.uniform() < explore
        ? chance.action.integer(actions)
        : choose(plainOutputs(shape, acting.parameters, own, room), actions, null);
    const turn = world.step(state, action, anyOf(world.otherActions(state), chance.world));
    const isEnded = turn.isOver || turn.state.steps >= stepLimit;
    const after = isEnded ? start() : turn.state;
    const seen = isEnded && quirks.resetView ? after : turn.state;
    memory.add({
      own,
      next: sight.own(seen),
      other: sight.other(seen),
      action,
      reward: turn.reward,
      isEnded,
      isOtherAlive: seen.other !== null,
    });
    return after;
  }

  function update(): void {
    const batch = memory.sample(chance.replay, batchSize);
    const next = batch.map((one) => one.next);
    const online = valuesOf(shape, selfish.parameters, next, room);
    const nextCopied = valuesOf(shape, copy, next, room, copied);
    const others = batch.map((one) => one.other);
    // Whom nothing weighs is not asked.
    const otherCopied = beta < 1 ? valuesOf(shape, copy, others, room, copied) : [];
    const rows = batch.map((one, i) => {
      const target = doubleTarget(
        { ...one, online: online[i] ?? [], copy: nextCopied[i] ?? [] },
        discount,
      );
      return { observation: one.own, action: one.action, target };
    });
    const empathic = rows.map((row, i) => {
      const { isEnded, isOtherAlive } = batch[i] ?? { isEnded: true, isOtherAlive: false };
      const sequel = { selfish: row.target, other: otherCopied[i] ?? [], isEnded, isOtherAlive };
      return { ...row, target: empathicTarget(sequel, beta, discount, quirks) };
    });
    const loss = learnValues(shape, selfish, rows, tools);
    learnValues(shape, acting, empathic, tools);
    if (!Number.isFinite(loss)) {
      throw new NotANumberError("the training diverged: the error of the values is not finite");
    }
    updates += 1;
    if (updates % recipe.updatesACopy === 0) {
      copy.set(selfish.parameters);
      copied.clear();
    }
  }
}

function learner(shape: PlainShape, random: Random): QLearner {
  return { parameters: plainParameters(shape, random), state: plainAdam(shape.parameters) };
}

function anyOf<Item>(items: readonly Item[], chance: Random): Item {
  const item = items[chance.integer(Math.max(1, items.length))];
  if (item === undefined) throw new RangeError("there is nothing to choose from");
  return item;
}
