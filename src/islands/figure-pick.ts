import type { Drawn } from "#figures/geometry.ts";
import { pickTargets, type PickTargets } from "#figures/pick-targets.ts";
import type { HeatmapFigure, ImageGridFigure, Pick, ScatterFigure } from "#lab/figure.ts";

import { arrowStep } from "./arrow-keys.ts";
import type { Parameters } from "./figure-parameters.ts";

/** Picking on one figure: a click anywhere on it, or the arrow keys on the frame around what is picked. */
export class FigurePick {
  private readonly stage: HTMLElement;
  private readonly parameters: Parameters;
  private readonly frame = document.createElement("button");
  private readonly listening = new AbortController();
  private current: { readonly pick: Pick; readonly targets: PickTargets } | undefined;

  constructor(stage: HTMLElement, parameters: Parameters) {
    this.stage = stage;
    this.parameters = parameters;
    const { signal } = this.listening;
    this.frame.type = "button";
    this.frame.className = "picked";
    this.frame.addEventListener("keydown", (event) => {
      const step = arrowStep(event);
      if (step === undefined || this.current === undefined) return;
      this.set(this.current.targets.next(this.number(), step));
    });
    this.frame.addEventListener("keyup", (event) => {
      if (event.key.startsWith("Arrow")) this.parameters.settle();
    });
    stage.addEventListener("click", (event) => this.click(event), { signal });
    stage.classList.add("can-pick");
    stage.append(this.frame);
  }

  place(figure: HeatmapFigure | ImageGridFigure | ScatterFigure, drawing: Drawn): void {
    const targets = pickTargets(figure, drawing);
    if (figure.pick === undefined || targets === undefined) return;
    this.current = { pick: figure.pick, targets };
    const onEnter = this.parameters.areViews(this.names()) ? "" : ", Enter runs it";
    this.frame.setAttribute("aria-description", `The arrow keys go on${onEnter}.`);
    this.show();
  }

  remove(): void {
    this.listening.abort();
    this.stage.classList.remove("can-pick");
    this.frame.remove();
  }

  private click(event: MouseEvent): void {
    if (event.target instanceof Element && event.target.closest(".handle") !== null) return;
    // A key press on the frame comes as a click without a place.
    if (event.detail > 0) {
      const box = this.stage.getBoundingClientRect();
      const number = this.current?.targets.at(event.clientX - box.left, event.clientY - box.top);
      if (number === undefined) return;
      this.set(number);
    }
    this.parameters.settle();
    this.parameters.runAgain(this.names());
  }

  /** Names of the parameters that a pick sets. */
  private names(): string[] {
    if (this.current === undefined) return [];
    const { pick } = this.current;
    return "parameter" in pick ? [pick.parameter] : [pick.x, pick.y];
  }

  /** The number of what is picked, row by row. */
  private number(): number {
    if (this.current === undefined) return 0;
    const { pick, targets } = this.current;
    if ("parameter" in pick) return this.parameters.number(pick.parameter);
    return this.parameters.number(pick.y) * targets.columns + this.parameters.number(pick.x);
  }

  private set(number: number): void {
    if (this.current === undefined) return;
    const { pick, targets } = this.current;
    this.parameters.set(
      "parameter" in pick
        ? { [pick.parameter]: number }
        : { [pick.x]: number % targets.columns, [pick.y]: Math.floor(number / targets.columns) },
    );
    this.show();
  }

  private show(): void {
    const target = this.current?.targets.target(this.number());
    this.frame.hidden = target === undefined;
    if (target === undefined) return;
    const { box, name } = target;
    this.frame.style.left = `${box.left}px`;
    this.frame.style.top = `${box.top}px`;
    this.frame.style.width = `${box.side}px`;
    this.frame.style.height = `${box.side}px`;
    this.frame.setAttribute("aria-label", `Picked: ${name}`);
  }
}
