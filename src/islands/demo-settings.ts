import type { Control, PlainValue } from "#lab/controls.ts";
import type { PresetName } from "#lab/experiment.ts";

type PlainValues = Readonly<Record<string, PlainValue>>;

/** What the page wrote into a demo's block of data. */
export interface DemoSettings {
  readonly experiment: string;
  /** The preset that the still figures show. */
  readonly preset: PresetName;
  readonly controls: readonly Control[];
  readonly presets: Readonly<Record<PresetName, PlainValues>>;
  /** Every change runs it again, once it has been run. */
  readonly isInstant: boolean;
  /** Names of the parameters that only choose what the figures show. */
  readonly views: readonly string[];
}

export function settingsOf(demo: HTMLElement): DemoSettings {
  return JSON.parse(demo.querySelector(":scope > script")?.textContent ?? "{}") as DemoSettings;
}

/** Absolute address of the site's root, with its trailing slash. */
export function siteRoot(demo: HTMLElement): string {
  return new URL(demo.dataset["root"] ?? "/", location.href).href;
}
