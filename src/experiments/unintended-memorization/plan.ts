import { characterMacs } from "#ml/character-model.ts";
import { alphabet } from "#ml/characters.ts";

import { type Combination, combinations, isSame } from "./combinations.ts";
import type { Params } from "./spec.ts";

/** What stands before the secret in its sentence (Carlini et al. 2019, § 4). */
export const format = "the random number is ";
/** Characters of a piece of text, which is learnt at once. */
export const pieceLength = 64;
export const batchSize = 8;
/** Pieces that a step with DP-SGD draws on average: more than a batch, as the noise is the same for one as for many. */
export const lotSize = 16;
export const learningRate = 0.01;
/** Other numbers whose log-perplexities stand for all of them in the estimates. */
export const sampleSize = 1000;
/** Of ten pieces one is held out. */
const heldOutEvery = 10;

/** One training of a model, as it differs from the others of the run. */
export interface Teaching extends Combination {
  /** Digits of the secret. */
  readonly digits: number;
  readonly dropout: number;
  /** Whether the text keeps its own numbers. */
  readonly hasNumbers: boolean;
}

/** A training that is told in full, under a name. */
export interface Setting extends Teaching {
  readonly name: SettingName;
}

export const settingNames = ["planted", "never", "dropout", "private", "wordy", "long"] as const;
export type SettingName = (typeof settingNames)[number];

/** With DP-SGD: steps and the chance of a piece to be drawn in one, for the accountant. */
export interface Privacy {
  readonly noise: number;
  readonly clip: number;
  readonly steps: number;
  readonly rate: number;
}

/** Digits of the long secret, too many for all candidates to be asked. */
const longDigits = 9;
/** Secrets with more digits are ranked by estimates alone. */
const mostRanked = 6;
/** Secrets with more digits are ranked exactly only after the last pass. */
const mostRankedOften = 5;

type Unseeded = Omit<Params, "seed">;

/** The training around which all others are. */
function plainTeaching({ secret, digits, insertions, units }: Unseeded): Teaching {
  return {
    insertions,
    units,
    digits: secret === "" ? digits : secret.length,
    dropout: 0,
    noise: null,
    hasNumbers: true,
  };
}

/** The trainings of a run that have names, in their order. */
export function settings(params: Unseeded): Setting[] {
  const planted: Setting = { name: "planted", ...plainTeaching(params) };
  const pair: Setting[] = [planted, { ...planted, name: "never", insertions: 0 }];
  if (params.trainings === "pair") return pair;
  const defences: Setting[] = [
    { ...planted, name: "dropout", dropout: params.dropout },
    { ...planted, name: "private", noise: params.noise },
  ];
  if (params.trainings === "defences") return [...pair, ...defences];
  // Shakespeare has no numbers to take away.
  const wordy: Setting = { ...planted, name: "wordy", insertions: 1, hasNumbers: false };
  return [
    ...pair,
    ...defences,
    ...(params.text === "newsletter" ? [wordy] : []),
    { ...planted, name: "long", digits: longDigits },
  ];
}

/** The rest of the grid, where a run covers it: every combination but those of the planted and the private training. */
export function furtherTeachings(params: Unseeded): Teaching[] {
  if (params.trainings !== "sweep") return [];
  const plain = plainTeaching(params);
  const known = [plain, { ...plain, noise: params.noise }];
  return combinations(params)
    .filter((combination) => !known.some((other) => isSame(other, combination)))
    .map((combination) => ({ ...plain, ...combination }));
}

/** Pieces to train on of a text of that size. */
export function trainingPieces(size: number): number {
  const pieces = Math.floor((size - 1) / pieceLength);
  return pieces - Math.floor(pieces / heldOutEvery);
}

/** Whether the piece at that place is held out. */
export function isHeldOut(place: number): boolean {
  return place % heldOutEvery === heldOutEvery - 1;
}

/** Steps in which as many pieces are learnt as there are. */
function stepsAnEpoch(size: number, { noise }: Pick<Teaching, "noise">): number {
  return Math.ceil(trainingPieces(size) / (noise === null ? batchSize : lotSize));
}

/** What the accountant is told of a training with so much noise; null without. */
export function privacyOf(
  noise: number | null,
  { clip, epochs, size }: Pick<Params, "clip" | "epochs" | "size">,
): Privacy | null {
  if (noise === null) return null;
  const steps = epochs * stepsAnEpoch(size, { noise });
  return { noise, clip, steps, rate: lotSize / trainingPieces(size) };
}

/** What a private step costs, its pieces being learnt one by one, in plain steps (measured). */
const privateCost = 6;

/** Units of work of a training step: a plain one of the run's own size is 1. */
export function stepUnits({ units, noise }: Teaching, own: number): number {
  const wider = Math.round(macs(units) / macs(own));
  return Math.max(1, wider) * (noise === null ? 1 : privateCost);
}

/** Blocks of a thousand prefixes that an examination of all candidates asks. */
function blocks(digits: number): number {
  return digits <= 4 ? 1 : 1 + Math.floor((10 ** (digits - 3) - 1) / 9);
}

/** Units of work of the examination after a pass. */
export function examUnits({ digits }: Teaching, isLast: boolean): number {
  return isRanked(digits, isLast) ? 3 * blocks(digits) : 3;
}

/** Whether the secret's rank among all candidates is found after a pass. */
export function isRanked(digits: number, isLast: boolean): boolean {
  return digits <= (isLast ? mostRanked : mostRankedOften);
}

/** Units of work of the search for the likeliest number. */
export const searchUnits = 20;

/** Whether a training ends with the search. */
export function isSearched({ name }: Setting): boolean {
  return name === "planted" || name === "long";
}

export function countUnits(params: Params): number {
  const named = settings(params);
  const trained = [...named, ...furtherTeachings(params)].reduce((sum, teaching) => {
    const steps =
      params.epochs * stepsAnEpoch(params.size, teaching) * stepUnits(teaching, params.units);
    const exams = (params.epochs - 1) * examUnits(teaching, false) + examUnits(teaching, true);
    return sum + steps + exams;
  }, 0);
  return trained + searchUnits * named.filter((setting) => isSearched(setting)).length;
}

/** Multiply-adds of one unit: a batch forward and backward. */
export function unitMacs(units: number): number {
  return 3 * batchSize * pieceLength * macs(units);
}

function macs(units: number): number {
  return characterMacs({ symbols: alphabet.length, units });
}
