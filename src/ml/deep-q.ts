/** Deep Q-learning in plain numbers; targets are given, so that an experiment can mix its own. Equal observations that are one array go through a network once. */
import { type PlainAdam, plainAdamStep } from "./plain-adam.ts";
import {
  addPlainGradient,
  plainOutputs,
  type PlainRoom,
  type PlainShape,
} from "./plain-network.ts";

export type Observation = Float64Array;

/** The place of the largest value, the first of equal ones. */
export function bestAction(values: ArrayLike<number>): number {
  let best = 0;
  for (let action = 1; action < values.length; action += 1) {
    if ((values[action] ?? 0) > (values[best] ?? 0)) best = action;
  }
  return best;
}

/** The values of all actions for each observation; those in `known` are taken from there, and others put there. */
export function valuesOf(
  shape: PlainShape,
  parameters: Float64Array,
  observations: readonly Observation[],
  room: PlainRoom,
  known = new Map<Observation, Float64Array>(),
): Float64Array[] {
  return observations.map((observation) => {
    const before = known.get(observation);
    if (before !== undefined) return before;
    const values = plainOutputs(shape, parameters, observation, room).slice();
    known.set(observation, values);
    return values;
  });
}

/** What a transition leads to: the values there by the network that learns and by its older copy. */
interface Sequel {
  readonly reward: number;
  readonly isEnded: boolean;
  readonly online: ArrayLike<number>;
  readonly copy: ArrayLike<number>;
}

/** The target of double Q-learning (van Hasselt et al. 2016, eq. 4): reward + discount · copy(s′, argmax online(s′)), the second term 0 at an end. */
export function doubleTarget({ reward, isEnded, online, copy }: Sequel, discount: number): number {
  return isEnded ? reward : reward + discount * (copy[bestAction(online)] ?? 0);
}

/** One row an observation: what was done there, and what it is now held to be worth. */
export interface QRow {
  readonly observation: Observation;
  readonly action: number;
  readonly target: number;
}

/** Mean squared error of the chosen actions' values (Mnih et al. 2015, eq. 1); its gradient is written over `gradient`. */
export function qLoss(
  shape: PlainShape,
  parameters: Float64Array,
  rows: readonly QRow[],
  room: PlainRoom,
  gradient: Float64Array,
): number {
  gradient.fill(0);
  const slopes = new Float64Array(shape.outputs);
  let loss = 0;
  for (const [observation, same] of byObservation(rows)) {
    const values = plainOutputs(shape, parameters, observation, room);
    slopes.fill(0);
    for (const { action, target } of same) {
      const error = (values[action] ?? 0) - target;
      loss += (error * error) / rows.length;
      slopes[action] = (slopes[action] ?? 0) + (2 * error) / rows.length;
    }
    addPlainGradient(shape, parameters, slopes, room, gradient);
  }
  return loss;
}

function byObservation(rows: readonly QRow[]): Map<Observation, QRow[]> {
  const groups = new Map<Observation, QRow[]>();
  for (const row of rows) {
    const group = groups.get(row.observation);
    if (group === undefined) groups.set(row.observation, [row]);
    else group.push(row);
  }
  return groups;
}

/** A network that learns, changed in place. */
export interface QLearner {
  readonly parameters: Float64Array;
  readonly state: PlainAdam;
}

/** One step of Adam down the loss; gives the loss before it. */
export function learnValues(
  shape: PlainShape,
  { parameters, state }: QLearner,
  rows: readonly QRow[],
  {
    room,
    gradient,
    rate,
  }: { readonly room: PlainRoom; readonly gradient: Float64Array; readonly rate: number },
): number {
  const loss = qLoss(shape, parameters, rows, room, gradient);
  plainAdamStep(parameters, gradient, state, rate);
  return loss;
}
