import { packDrawing, unpackDrawing } from "#lab/drawing.ts";

import { arrowStep } from "./arrow-keys.ts";
import { showDrawing } from "./demo-form.ts";

const opened = new WeakMap<HTMLElement, DrawingPad>();

/** Makes a pad one to draw on, if it is none yet, and obeys an event that came before. */
export function openPad(pad: HTMLElement, event: Event): void {
  const drawing = opened.get(pad) ?? new DrawingPad(pad);
  opened.set(pad, drawing);
  pad.dataset["isOpen"] = "yes";
  if (!(event instanceof PointerEvent) || event.type !== "pointerdown") return;
  if (event.target instanceof Element && event.target.closest("[data-clear]")) drawing.clear();
  else drawing.press(event);
}

/** A drawing of one bit a pixel, by pointer (a stroke is two pixels wide) or by keyboard, pixel by pixel. */
class DrawingPad {
  private readonly pad: HTMLElement;
  private readonly width: number;
  private readonly height: number;
  private cursor = { x: 0, y: 0 };

  constructor(pad: HTMLElement) {
    this.pad = pad;
    this.width = Number(pad.dataset["width"]);
    this.height = Number(pad.dataset["height"]);
    this.cursor = { x: Math.floor(this.width / 2), y: Math.floor(this.height / 2) };
    this.surface?.addEventListener("pointerdown", (event) => this.press(event));
    this.surface?.addEventListener("keydown", (event) => this.key(event));
    this.surface?.addEventListener("focus", () => this.showCursor());
    pad.querySelector("[data-clear]")?.addEventListener("click", () => this.clear());
  }

  clear(): void {
    this.write(this.pixels().map(() => false));
    this.tell("change");
  }

  /** A stroke, until the pointer is lifted; one that begins on ink rubs out. */
  press(event: PointerEvent): void {
    const { surface } = this;
    const start = this.pixelAt(event);
    if (surface === null || !(event.target instanceof Node) || !surface.contains(event.target)) {
      return;
    }
    const isInk = this.pixels()[start.y * this.width + start.x] !== true;
    let last = start;
    this.stroke(start, start, isInk);
    const ended = new AbortController();
    const { signal } = ended;
    const move = (moved: PointerEvent): void => {
      // Lifted before the pad was loaded.
      if (moved.buttons === 0) {
        end();
        return;
      }
      const next = this.pixelAt(moved);
      this.stroke(last, next, isInk);
      last = next;
    };
    const end = (): void => {
      ended.abort();
      this.tell("change");
    };
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", end, { signal });
    document.addEventListener("pointercancel", end, { signal });
  }

  private key(event: KeyboardEvent): void {
    const step = arrowStep(event);
    if (step !== undefined) {
      this.cursor = {
        x: Math.min(this.width - 1, Math.max(0, this.cursor.x + step.across)),
        y: Math.min(this.height - 1, Math.max(0, this.cursor.y + step.down)),
      };
      this.showCursor();
      return;
    }
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    const at = this.cursor.y * this.width + this.cursor.x;
    this.write(this.pixels().map((isInked, i) => (i === at ? !isInked : isInked)));
    this.tell("change");
    this.showCursor();
  }

  /** Inks or clears the pixels under a line two wide. */
  private stroke(
    from: { readonly x: number; readonly y: number },
    to: { readonly x: number; readonly y: number },
    isInk: boolean,
  ): void {
    const pixels = this.pixels();
    const count = Math.max(1, Math.abs(to.x - from.x), Math.abs(to.y - from.y));
    for (let i = 0; i <= count; i += 1) {
      const x = Math.round(from.x + ((to.x - from.x) * i) / count);
      const y = Math.round(from.y + ((to.y - from.y) * i) / count);
      for (const [across, down] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const isInside = x + across < this.width && y + down < this.height;
        if (isInside) pixels[(y + down) * this.width + x + across] = isInk;
      }
    }
    this.write(pixels);
    this.tell("input");
  }

  private pixelAt({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const box = this.surface?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: pixelOf(clientX - box.left, box.width, this.width),
      y: pixelOf(clientY - box.top, box.height, this.height),
    };
  }

  private showCursor(): void {
    const { x, y } = this.cursor;
    const mark = this.pad.querySelector("rect");
    mark?.setAttribute("x", String(x));
    mark?.setAttribute("y", String(y));
    const place = this.pad.querySelector("output");
    const state = this.pixels()[y * this.width + x] === true ? "inked" : "empty";
    if (place !== null) place.textContent = `column ${x + 1}, row ${y + 1}: ${state}`;
  }

  private get surface(): HTMLElement | null {
    return this.pad.querySelector(".surface");
  }

  private get field(): HTMLInputElement | null {
    return this.pad.querySelector("input");
  }

  private pixels(): boolean[] {
    return unpackDrawing(this.field?.value ?? "", { width: this.width, height: this.height });
  }

  private write(pixels: readonly boolean[]): void {
    const text = packDrawing(pixels);
    if (this.field !== null) this.field.value = text;
    showDrawing(this.pad, text);
  }

  private tell(kind: "input" | "change"): void {
    this.field?.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

function pixelOf(offset: number, length: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor((offset / length) * count)));
}
