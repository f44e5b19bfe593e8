import { type Control, readParams } from "#lab/controls.ts";

/** What the page wrote into a demo's `data-` attributes. */
export interface DemoSettings {
  readonly experiment: string;
  /** Absolute address of the site's root. */
  readonly root: string;
  readonly controls: readonly Control[];
  readonly defaults: Readonly<Record<string, string | number>>;
}

export function settingsOf(demo: HTMLElement): DemoSettings {
  const { experiment = "", root = "/", controls = "[]", defaults = "{}" } = demo.dataset;
  return {
    experiment,
    root: new URL(root, location.href).href,
    controls: JSON.parse(controls) as Control[],
    defaults: JSON.parse(defaults) as DemoSettings["defaults"],
  };
}

/** Fills the form from text by name, correcting and saying what is out of range; returns the parameters. */
export function fillForm(
  demo: HTMLElement,
  text: (name: string) => string | null,
): Readonly<Record<string, string | number>> {
  const { controls, defaults } = settingsOf(demo);
  const { params, corrections } = readParams(controls, defaults, text);
  for (const [name, value] of Object.entries(params)) {
    const field = demo.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
    if (field !== null) field.value = String(value);
  }
  const note = demo.querySelector(".corrections");
  if (note !== null) note.textContent = corrections.join(". ");
  return params;
}
