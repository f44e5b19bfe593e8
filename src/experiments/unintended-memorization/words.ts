import type { SettingName } from "./plan.ts";
import type { Params } from "./spec.ts";

/** Trainings as figures name them. */
export const shortNames: Readonly<Record<SettingName, string>> = {
  planted: "planted",
  never: "never planted",
  dropout: "dropout",
  private: "DP-SGD",
  noisier: "more noise",
  once: "planted once",
  halved: "half as often",
  small: "half the units",
  large: "twice the units",
  wordy: "once, no other numbers",
  long: "nine digits",
};

/** Whose secret it is. */
export function secretName({ secret }: Pick<Params, "secret">): string {
  return secret === "" ? "the secret" : "your secret";
}

/** One decimal. */
export const tenths = (value: number): number => Math.round(10 * value) / 10;
export const hundredths = (value: number): number => Math.round(100 * value) / 100;
