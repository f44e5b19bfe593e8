import { characterMacs } from "#ml/character-model.ts";
import { alphabet } from "#ml/characters.ts";

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
export interface Setting {
  readonly name: SettingName;
  /** Sentences with the secret in the training text. */
  readonly insertions: number;
  readonly units: number;
  /** Digits of the secret. */
  readonly digits: number;
  readonly dropout: number;
  /** Noise multiplier of DP-SGD; null without it. */
  readonly noise: number | null;
  /** Whether the text keeps its own numbers. */
  readonly hasNumbers: boolean;
}

export const settingNames = [
  "planted",
  "never",
  "dropout",
  "private",
  "noisier",
  "once",
  "halved",
  "small",
  "large",
  "wordy",
  "long",
] as const;
export type SettingName = (typeof settingNames)[number];

/** How many times the noise of the private training the noisier one has. */
const moreNoise = 5;
/** Digits of the long secret, too many for all candidates to be asked. */
const longDigits = 9;
/** Secrets with more digits are ranked by estimates alone. */
const mostRanked = 6;
/** Secrets with more digits are ranked exactly only after the last pass. */
const mostRankedOften = 5;

/** The trainings of a run, in their order. */
export function settings(params: Omit<Params, "seed">): Setting[] {
  const digits = params.secret === "" ? params.digits : params.secret.length;
  const planted: Setting = {
    name: "planted",
    insertions: params.insertions,
    units: params.units,
    digits,
    dropout: 0,
    noise: null,
    hasNumbers: true,
  };
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
    { ...planted, name: "noisier", noise: moreNoise * params.noise },
    { ...planted, name: "once", insertions: 1 },
    { ...planted, name: "halved", insertions: Math.ceil(params.insertions / 2) },
    { ...planted, name: "small", units: params.units / 2 },
    { ...planted, name: "large", units: 2 * params.units },
    ...(params.text === "newsletter" ? [wordy] : []),
    { ...planted, name: "long", digits: longDigits },
  ];
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
export function stepsAnEpoch(size: number, { noise }: Pick<Setting, "noise">): number {
  return Math.ceil(trainingPieces(size) / (noise === null ? batchSize : lotSize));
}

/** What a private step costs, its pieces being learnt one by one, in plain steps (measured). */
const privateCost = 6;

/** Units of work of a training step: a plain one of the run's own size is 1. */
export function stepUnits({ units, noise }: Setting, own: number): number {
  const wider = Math.round(macs(units) / macs(own));
  return Math.max(1, wider) * (noise === null ? 1 : privateCost);
}

/** Blocks of a thousand prefixes that an examination of all candidates asks. */
function blocks(digits: number): number {
  return digits <= 4 ? 1 : 1 + Math.floor((10 ** (digits - 3) - 1) / 9);
}

/** Units of work of the examination after a pass. */
export function examUnits({ digits }: Setting, isLast: boolean): number {
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
  return settings(params).reduce((sum, setting) => {
    const steps =
      params.epochs * stepsAnEpoch(params.size, setting) * stepUnits(setting, params.units);
    const exams = (params.epochs - 1) * examUnits(setting, false) + examUnits(setting, true);
    return sum + steps + exams + (isSearched(setting) ? searchUnits : 0);
  }, 0);
}

/** Multiply-adds of one unit: a batch forward and backward. */
export function unitMacs(units: number): number {
  return 3 * batchSize * pieceLength * macs(units);
}

function macs(units: number): number {
  return characterMacs({ symbols: alphabet.length, units });
}
