import { type Control, type PlainValue, readParams } from "#lab/controls.ts";
import { drawingPath } from "#lab/drawing.ts";
import { engineControl, type EngineOption, engineOptions } from "#lab/engines.ts";
import { runsControl } from "#lab/seeds.ts";

import { settingsOf } from "./demo-settings.ts";

/** What a demo's form asks for. */
export interface Asked {
  readonly params: Readonly<Record<string, PlainValue>>;
  /** How many seeds, from that of the parameters on. */
  readonly runs: number;
  /** Undefined where the demo lets nobody choose. */
  readonly engine: EngineOption | undefined;
}

/** Fills the form from text by name, correcting and saying what is out of range; returns what is asked for. */
export function fillForm(demo: HTMLElement, text: (name: string) => string | null): Asked {
  const { controls, presets, preset } = settingsOf(demo);
  const engines = demo.querySelector<HTMLSelectElement>(`[name=${engineControl.name}]`);
  const offered = Array.from(engines?.options ?? [], ({ value }) => value);
  const { params: values, corrections } = readParams(
    [
      ...controls,
      runsControl,
      ...(engines === null ? [] : [{ ...engineControl, options: offered }]),
    ],
    { ...presets[preset], [runsControl.name]: 1 },
    text,
  );
  for (const [name, value] of Object.entries(values)) show(demo, name, value);
  showValues(demo);
  const note = demo.querySelector(".corrections");
  if (note !== null) note.textContent = corrections.join(". ");
  const { [runsControl.name]: runs = 1, [engineControl.name]: asked, ...params } = values;
  const engine = engineOptions.find((option) => option === asked);
  return { params, runs: Number(runs), engine };
}

function show(demo: HTMLElement, name: string, value: PlainValue): void {
  const field = demo.querySelector<HTMLInputElement | HTMLSelectElement>(
    `[name="${CSS.escape(name)}"]`,
  );
  if (field === null) return;
  // A space that was just typed stays under the reader's hand.
  const isTyped = field.type === "text" && field.value.trim() === value;
  if (typeof value === "boolean" && field instanceof HTMLInputElement) field.checked = value;
  else if (isTyped) return;
  else field.value = String(value);
  const pad = field.closest<HTMLElement>("[data-drawing]");
  if (pad !== null) showDrawing(pad, String(value));
}

/** Draws a packed drawing on its pad. */
export function showDrawing(pad: HTMLElement, text: string): void {
  const size = { width: Number(pad.dataset["width"]), height: Number(pad.dataset["height"]) };
  pad.querySelector("path")?.setAttribute("d", drawingPath(text, size));
}

/** Fills the form with a preset's parameters; the number of seeds stays, and what is private. */
export function fillPreset(demo: HTMLElement, preset: string): Asked {
  const { controls, presets } = settingsOf(demo);
  const [, params = {}] = Object.entries(presets).find(([name]) => name === preset) ?? [];
  const own = controls.filter(isPrivate).map(({ name }) => name);
  const inForm = formText(demo);
  return fillForm(demo, (name) =>
    name in params && !own.includes(name) ? String(params[name]) : inForm(name),
  );
}

function isPrivate(control: Control): boolean {
  return control.kind === "text" && control.isPrivate === true;
}

/** What the form asks for as it stands, corrected like an address. */
export function readForm(demo: HTMLElement): Asked {
  return fillForm(demo, formText(demo));
}

function formText(demo: HTMLElement): (name: string) => string | null {
  const form = new FormData(demo.querySelector("form") ?? undefined);
  return (name) => {
    const check = demo.querySelector<HTMLInputElement>(
      `[type=checkbox][name="${CSS.escape(name)}"]`,
    );
    if (check !== null) return String(check.checked);
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

/** The page's address with what is asked for: opened again, it gives the same numbers. What is private is left out, as a server sees an address. */
export function addressOf(demo: HTMLElement, { params, runs, engine }: Asked): string {
  const { experiment, controls } = settingsOf(demo);
  const query = new URLSearchParams({ demo: experiment });
  const own = controls.filter(isPrivate).map(({ name }) => name);
  for (const [name, value] of Object.entries(params)) {
    if (!own.includes(name)) query.set(name, String(value));
  }
  query.set(runsControl.name, String(runs));
  if (engine !== undefined) query.set(engineControl.name, engine);
  return `${location.origin}${location.pathname}?${query.toString()}#demo-${experiment}`;
}

/** Whether the reader has typed something that stays on the page. */
export function hasPrivate(demo: HTMLElement, { params }: Asked): boolean {
  const { controls } = settingsOf(demo);
  return controls.some((control) => isPrivate(control) && params[control.name] !== "");
}

/** Says under each field why no run can use what it holds; returns whether that is so of any. */
export async function showRefusals(demo: HTMLElement, { params }: Asked): Promise<boolean> {
  const { loadSpec } = await import("./demo-experiment.ts");
  const { params: schema, refusals } = await loadSpec(settingsOf(demo).experiment);
  const checked = schema.safeParse(params);
  const found = checked.success && refusals !== undefined ? refusals(checked.data) : {};
  for (const place of demo.querySelectorAll<HTMLElement>("[data-refusal]")) {
    const name = place.dataset["refusal"] ?? "";
    const words = found[name] ?? "";
    if (place.textContent !== words) place.textContent = words;
    demo
      .querySelector(`[name="${CSS.escape(name)}"]`)
      ?.setAttribute("aria-invalid", String(words !== ""));
  }
  return Object.keys(found).length > 0;
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
  if (place === null || !checked.success || spec.instant === true) return;
  const { macs, downloadBytes } = spec.cost(checked.data);
  const rounds = Math.ceil(runs / workersFor(runs));
  place.textContent = estimate({ macs: macs * rounds, downloadBytes });
}
