import { readParams } from "#lab/controls.ts";
import { runsControl } from "#lab/seeds.ts";

import { settingsOf } from "./demo-settings.ts";

/** What a demo's form asks for. */
export interface Asked {
  readonly params: Readonly<Record<string, string | number>>;
  /** How many seeds, from that of the parameters on. */
  readonly runs: number;
}

/** Fills the form from text by name, correcting and saying what is out of range; returns what is asked for. */
export function fillForm(demo: HTMLElement, text: (name: string) => string | null): Asked {
  const { controls, presets, preset } = settingsOf(demo);
  const { params: values, corrections } = readParams(
    [...controls, runsControl],
    { ...presets[preset], [runsControl.name]: 1 },
    text,
  );
  for (const [name, value] of Object.entries(values)) {
    const field = demo.querySelector<HTMLInputElement | HTMLSelectElement>(
      `[name="${CSS.escape(name)}"]`,
    );
    if (field !== null) field.value = String(value);
  }
  showValues(demo);
  const note = demo.querySelector(".corrections");
  if (note !== null) note.textContent = corrections.join(". ");
  const { [runsControl.name]: runs = 1, ...params } = values;
  return { params, runs: Number(runs) };
}

/** Fills the form with a preset's parameters; the number of seeds stays. */
export function fillPreset(demo: HTMLElement, preset: string): Asked {
  const { presets } = settingsOf(demo);
  const [, params = {}] = Object.entries(presets).find(([name]) => name === preset) ?? [];
  const inForm = formText(demo);
  return fillForm(demo, (name) => (name in params ? String(params[name]) : inForm(name)));
}

/** What the form asks for as it stands, corrected like an address. */
export function readForm(demo: HTMLElement): Asked {
  return fillForm(demo, formText(demo));
}

function formText(demo: HTMLElement): (name: string) => string | null {
  const form = new FormData(demo.querySelector("form") ?? undefined);
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : null;
  };
}

/** Writes each slider's value beside its name. */
export function showValues(demo: HTMLElement): void {
  for (const place of demo.querySelectorAll<HTMLElement>("[data-value]")) {
    const name = CSS.escape(place.dataset["value"] ?? "");
    place.textContent = demo.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? "";
  }
}

/** The page's address with what is asked for: opened again, it gives the same numbers. */
export function addressOf(demo: HTMLElement, { params, runs }: Asked): string {
  const { experiment } = settingsOf(demo);
  const query = new URLSearchParams({ demo: experiment });
  for (const [name, value] of Object.entries(params)) query.set(name, String(value));
  query.set(runsControl.name, String(runs));
  return `${location.origin}${location.pathname}?${query.toString()}#demo-${experiment}`;
}

/** What running it would ask of the reader, beside the button. */
export async function showEstimate(demo: HTMLElement, { params, runs }: Asked): Promise<void> {
  const [{ loadSpec }, { estimate }, { workersFor }] = await Promise.all([
    import("./demo-experiment.ts"),
    import("#lab/estimate.ts"),
    import("#runtime/several.ts"),
  ]);
  const spec = await loadSpec(settingsOf(demo).experiment);
  const checked = spec.params.safeParse(params);
  const place = demo.querySelector("[data-estimate]");
  if (place === null || !checked.success) return;
  const { macs, downloadBytes } = spec.cost(checked.data);
  const rounds = Math.ceil(runs / workersFor(runs));
  place.textContent = estimate({ macs: macs * rounds, downloadBytes });
}
