import { snapped } from "#lab/controls.ts";

import { settingsOf } from "./demo-settings.ts";

/** The form of a demo as figures see it: numbers by name. */
export class Parameters {
  private readonly demo: HTMLElement;

  constructor(demo: HTMLElement) {
    this.demo = demo;
  }

  /** The number in a field; of a choice its place among the choices. */
  number(name: string): number {
    const field = this.field(name);
    return field instanceof HTMLSelectElement ? field.selectedIndex : Number(field?.value ?? 0);
  }

  /** The step of a field. */
  step(name: string): number {
    const control = this.control(name);
    return control?.kind === "number" ? control.step : 1;
  }

  /** Sets fields to the nearest values that are possible. */
  set(values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) {
      const field = this.field(name);
      const control = this.control(name);
      if (field instanceof HTMLSelectElement) {
        const last = field.options.length - 1;
        field.selectedIndex = Math.min(last, Math.max(0, Math.round(value)));
      } else if (field !== null && control?.kind === "number") {
        field.value = String(snapped(control, value));
      }
    }
    this.tell("input");
  }

  /** The change is over: the address takes it. */
  settle(): void {
    this.tell("change");
  }

  /** Whether fields of these names only choose what the figures show. */
  areViews(names: readonly string[]): boolean {
    const { views } = settingsOf(this.demo);
    return names.every((name) => views.includes(name));
  }

  /** Runs again where a run is at its end, for a change of these fields; an instant one has done so, and views need no run. */
  runAgain(changed: readonly string[]): void {
    const { isInstant } = settingsOf(this.demo);
    if (this.areViews(changed)) return;
    if (!isInstant && this.demo.dataset["state"] === "still") this.form?.requestSubmit();
  }

  private tell(kind: "input" | "change"): void {
    this.form?.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  private get form(): HTMLFormElement | null {
    return this.demo.querySelector("form");
  }

  private field(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.demo.querySelector(`form [name="${CSS.escape(name)}"]`);
  }

  private control(name: string) {
    return settingsOf(this.demo).controls.find((control) => control.name === name);
  }
}
