import type { Axes } from "#figures/geometry.ts";
import type { Handle } from "#lab/figure.ts";

import { arrowStep } from "./arrow-keys.ts";
import type { Parameters } from "./figure-parameters.ts";

/** The handles of one chart: buttons over it, each at the values of its two parameters. */
export class FigureHandles {
  private readonly stage: HTMLElement;
  private readonly parameters: Parameters;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private axes: Axes | undefined;

  constructor(stage: HTMLElement, parameters: Parameters) {
    this.stage = stage;
    this.parameters = parameters;
  }

  /** Puts the handles where the drawn axes have them. */
  place(handles: readonly Handle[], axes: Axes): void {
    this.axes = axes;
    for (const handle of handles) {
      const key = `${handle.x} ${handle.y}`;
      const button = this.buttons.get(key) ?? this.open(handle);
      this.buttons.set(key, button);
      this.move(button, handle);
    }
  }

  remove(): void {
    for (const button of this.buttons.values()) button.remove();
    this.buttons.clear();
  }

  private open(handle: Handle): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "handle";
    button.dataset["handle"] = `${handle.x} ${handle.y}`;
    button.setAttribute("aria-description", "Drag it, or move it with the arrow keys.");
    button.addEventListener("pointerdown", (event) => this.grab(button, handle, event));
    button.addEventListener("keydown", (event) => {
      const step = arrowStep(event);
      if (step === undefined) return;
      const { x, y } = handle;
      this.set(button, handle, {
        x: this.parameters.number(x) + step.across * this.parameters.step(x),
        y: this.parameters.number(y) - step.down * this.parameters.step(y),
      });
    });
    button.addEventListener("keyup", (event) => {
      if (event.key.startsWith("Arrow")) this.parameters.settle();
    });
    this.stage.append(button);
    return button;
  }

  /** Follows the pointer until it lets go, from where the handle was taken hold of. */
  private grab(button: HTMLButtonElement, handle: Handle, down: PointerEvent): void {
    const box = button.getBoundingClientRect();
    const offset = {
      x: down.clientX - (box.left + box.width / 2),
      y: down.clientY - (box.top + box.height / 2),
    };
    const ended = new AbortController();
    const { signal } = ended;
    button.setPointerCapture(down.pointerId);
    button.addEventListener(
      "pointermove",
      ({ clientX, clientY }) => {
        const stage = this.stage.getBoundingClientRect();
        const point = this.axes?.point({
          x: clientX - offset.x - stage.left,
          y: clientY - offset.y - stage.top,
        });
        if (point !== undefined) this.set(button, handle, point);
      },
      { signal },
    );
    for (const kind of ["pointerup", "pointercancel"] as const) {
      button.addEventListener(
        kind,
        () => {
          ended.abort();
          this.parameters.settle();
        },
        { signal },
      );
    }
  }

  private set(
    button: HTMLButtonElement,
    { x, y, label }: Handle,
    point: { readonly x: number; readonly y: number },
  ): void {
    this.parameters.set({ [x]: point.x, [y]: point.y });
    this.move(button, { x, y, label });
  }

  private move(button: HTMLButtonElement, { x, y, label }: Handle): void {
    const values = { x: this.parameters.number(x), y: this.parameters.number(y) };
    const place = this.axes?.place(values);
    if (place === undefined) return;
    button.style.left = `${place.x}px`;
    button.style.top = `${place.y}px`;
    button.setAttribute("aria-label", `${label}: ${values.x} across, ${values.y} up`);
  }
}
