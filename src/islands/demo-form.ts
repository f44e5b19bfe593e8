import { readParams } from "#lab/controls.ts";

import { settingsOf } from "./demo-settings.ts";

export type FormParams = Readonly<Record<string, string | number>>;

/** Fills the form from text by name, correcting and saying what is out of range; returns the parameters. */
export function fillForm(demo: HTMLElement, text: (name: string) => string | null): FormParams {
  const { controls, presets, preset } = settingsOf(demo);
  const { params, corrections } = readParams(controls, presets[preset], text);
  for (const [name, value] of Object.entries(params)) {
    const field = demo.querySelector<HTMLInputElement | HTMLSelectElement>(
      `[name="${CSS.escape(name)}"]`,
    );
    if (field !== null) field.value = String(value);
  }
  showValues(demo);
  const note = demo.querySelector(".corrections");
  if (note !== null) note.textContent = corrections.join(". ");
  return params;
}

/** Fills the form with a preset's parameters. */
export function fillPreset(demo: HTMLElement, preset: string): FormParams {
  const { presets } = settingsOf(demo);
  const [, params = {}] = Object.entries(presets).find(([name]) => name === preset) ?? [];
  return fillForm(demo, (name) => (name in params ? String(params[name]) : null));
}

/** The parameters as the form has them, corrected like those of an address. */
export function formParams(demo: HTMLElement): FormParams {
  const form = new FormData(demo.querySelector("form") ?? undefined);
  return fillForm(demo, (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : null;
  });
}

/** Writes each slider's value beside its name. */
export function showValues(demo: HTMLElement): void {
  for (const place of demo.querySelectorAll<HTMLElement>("[data-value]")) {
    const name = CSS.escape(place.dataset["value"] ?? "");
    place.textContent = demo.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? "";
  }
}

/** The page's address with these parameters: opened again, it gives the same numbers. */
export function addressOf(demo: HTMLElement, params: FormParams): string {
  const { experiment } = settingsOf(demo);
  const query = new URLSearchParams({ demo: experiment });
  for (const [name, value] of Object.entries(params)) query.set(name, String(value));
  return `${location.origin}${location.pathname}?${query.toString()}#demo-${experiment}`;
}

/** What running the form's parameters would ask of the reader, beside the button. */
export async function showEstimate(demo: HTMLElement, params: FormParams): Promise<void> {
  const [{ loadSpec }, { estimate }] = await Promise.all([
    import("./demo-experiment.ts"),
    import("#lab/estimate.ts"),
  ]);
  const spec = await loadSpec(settingsOf(demo).experiment);
  const checked = spec.params.safeParse(params);
  const place = demo.querySelector("[data-estimate]");
  if (place !== null && checked.success) place.textContent = estimate(spec.cost(checked.data));
}
