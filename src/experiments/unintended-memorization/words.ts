import type { Combination } from "./combinations.ts";
import type { SettingName } from "./plan.ts";
import type { Params } from "./spec.ts";

/** Trainings as figures name them. */
export const shortNames: Readonly<Record<SettingName, string>> = {
  planted: "planted",
  never: "never planted",
  dropout: "dropout",
  private: "DP-SGD",
  wordy: "once, no other numbers",
  long: "nine digits",
};

/** Trainings as the progress line names them while they are under way. */
export const doing: Readonly<Record<SettingName, string>> = {
  planted: "training with the secret in the text",
  never: "training without the secret",
  dropout: "training with dropout",
  private: "training with clipped and noisy gradients",
  wordy: "training with the secret once, on text without other numbers",
  long: "training with a secret of nine digits",
};

/** What a combination's noise is called. */
export function noiseName(noise: number | null): string {
  return noise === null ? "no noise" : `noise ${noise}`;
}

/** Of a combination how often the secret stands in the text, and the model's size. */
export function placeName({
  insertions,
  units,
}: Pick<Combination, "insertions" | "units">): string {
  return `${insertions}×, ${units} units`;
}

/** A combination in full; no two of a run have the same name. */
export function combinationName(combination: Combination): string {
  return `${placeName(combination)}, ${noiseName(combination.noise)}`;
}

/** Whose secret it is. */
export function secretName({ secret }: Pick<Params, "secret">): string {
  return secret === "" ? "the secret" : "your secret";
}

/** One decimal. */
export const tenths = (value: number): number => Math.round(10 * value) / 10;
export const hundredths = (value: number): number => Math.round(100 * value) / 100;
