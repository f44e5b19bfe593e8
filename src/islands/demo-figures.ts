import type { Drawn } from "#figures/geometry.ts";
import { numbersOf } from "#figures/numbers.ts";
import type { Theme } from "#figures/palette.ts";
import { asSentence, type Figure, type PictureFigure } from "#lab/figure.ts";

import { warmUpCharts } from "./chart-warm-up.ts";
import { currentTheme, drawOn, whenRepainted } from "./figure-canvas.ts";
import { nextTask } from "./tasks.ts";

/** The canvas of a figure, not the magnifier's. */
const canvasOf = "canvas:not(.lens)";

/** Lets a reader act on figures once they are drawn. */
export interface FigureTouch {
  readonly drawn: (stage: HTMLElement, figure: PictureFigure, drawing: Drawn) => void;
  readonly clear: () => void;
}

/** Figures to be drawn, and whom to tell. */
interface Order {
  readonly figures: AsyncIterable<Figure>;
  readonly settle: (isDrawn: boolean) => void;
}

/** The figures of one demo: each run is drawn on canvases that lie over the still pictures, in their place and size. */
export class DemoFigures {
  private readonly stages: HTMLElement;
  private readonly drawings = new Map<string, Drawn>();
  private readonly touch: FigureTouch | undefined;
  private latest: readonly Figure[] = [];
  private isDrawing = false;
  private readonly areChartsWarm = warmUpCharts();
  /** What is to be drawn when the figures under way are. */
  private waiting: Order | undefined;
  /** A still picture may take its new shape only after the window has told of its own. */
  private readonly sizes = new ResizeObserver((changes) => {
    if (changes.some(({ target }) => !isCovered(target))) this.redraw(currentTheme());
  });
  /** Ends the listening to theme, size and print. */
  private readonly listening = new AbortController();

  /** `stages` holds an element `[data-figure]` for each figure of the still result. */
  constructor(stages: HTMLElement, touch?: FigureTouch) {
    this.stages = stages;
    this.touch = touch;
    const { signal } = this.listening;
    whenRepainted((to) => this.redraw(to), signal);
    signal.addEventListener("abort", () => this.sizes.disconnect());
  }

  /**
   * One figure a task, so that the page answers between two; figures given meanwhile are drawn next. Tells whether these were
   * drawn: others given later, or `clear`, may take their place.
   */
  draw(figures: AsyncIterable<Figure>): Promise<boolean> {
    this.waiting?.settle(false);
    return new Promise((settle) => {
      this.waiting = { figures, settle };
      if (!this.isDrawing) void this.drawInTurn();
    });
  }

  /** Whether the still figures stand again. */
  get isCleared(): boolean {
    return this.listening.signal.aborted;
  }

  /** Shows the still figures again. */
  clear(): void {
    this.listening.abort();
    this.waiting?.settle(false);
    this.waiting = undefined;
    for (const { remove } of this.drawings.values()) remove();
    this.touch?.clear();
    for (const place of this.stages.querySelectorAll("figure")) {
      if (place.dataset["isExtra"] === "yes") place.remove();
      place.querySelector(".run-caption")?.replaceChildren();
      place.querySelector(canvasOf)?.setAttribute("hidden", "");
    }
  }

  /** Tables of the numbers drawn last, one a task. */
  async writeNumbers(): Promise<void> {
    for (const figure of this.latest) {
      await nextTask();
      if (this.isCleared) return;
      const table = this.place(figure)?.querySelector("details table");
      const { columns, rows: numbers } = numbersOf(figure);
      const names = columns.map((name) => {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = name;
        return cell;
      });
      table?.querySelector("thead tr")?.replaceChildren(...names);
      const rows = numbers.map((values) => {
        const row = document.createElement("tr");
        for (const value of values) row.insertCell().textContent = String(value);
        return row;
      });
      table?.querySelector("tbody")?.replaceChildren(...rows);
      this.place(figure)?.querySelector("details .rest")?.remove();
    }
  }

  private async drawInTurn(): Promise<void> {
    this.isDrawing = true;
    await this.areChartsWarm;
    while (this.waiting !== undefined) {
      const { figures, settle } = this.waiting;
      this.waiting = undefined;
      const fresh: Figure[] = [];
      for await (const figure of figures) {
        await nextTask();
        if (this.isCleared) break;
        fresh.push(figure);
        const others = this.latest.filter(({ id }) => fresh.every((other) => other.id !== id));
        this.latest = [...fresh, ...others];
        this.redrawOne(figure, currentTheme(), true);
      }
      if (!this.isCleared) this.latest = fresh;
      settle(!this.isCleared);
    }
    this.isDrawing = false;
  }

  private redraw(theme: Theme): void {
    for (const figure of this.latest) this.redrawOne(figure, theme);
  }

  /** `isKept`: the window is as it was. */
  private redrawOne(figure: Figure, theme: Theme, isKept = false): void {
    const place = this.place(figure);
    if (place === undefined) return;
    const caption = place.querySelector(".run-caption");
    // Words that stand already need no new layout, unless the window has changed.
    if (caption?.textContent !== figure.caption || !isKept) {
      if (caption !== null) caption.textContent = figure.caption;
      keepHeight(caption?.parentElement ?? null);
    }
    if (figure.kind !== "table") this.drawPicture(place, figure, theme);
  }

  private drawPicture(place: HTMLElement, figure: PictureFigure, theme: Theme): void {
    const canvas = place.querySelector<HTMLCanvasElement>(canvasOf);
    const stage = canvas?.parentElement;
    if (canvas === null || stage === null || stage === undefined) return;
    canvas.setAttribute("aria-label", figure.alt);
    this.drawings.get(figure.id)?.remove();
    const drawing = drawOn(canvas, figure, theme);
    this.drawings.set(figure.id, drawing);
    this.sizes.observe(stage);
    this.touch?.drawn(stage, figure, drawing);
  }

  /** Where a figure stands; one that the still result lacks is put after the others. */
  private place(figure: Figure): HTMLElement | undefined {
    const standing = this.stages.querySelector<HTMLElement>(
      `[data-figure="${CSS.escape(figure.id)}"]`,
    );
    if (standing !== null) return standing;
    const model = this.stages.querySelector<HTMLElement>(`figure.${figure.kind}`);
    if (model === null) return undefined;
    const place = model.cloneNode(true) as HTMLElement;
    place.dataset["figure"] = figure.id;
    place.dataset["isExtra"] = "yes";
    const title = place.querySelector("strong");
    if (title !== null) title.textContent = asSentence(figure.title);
    place.querySelector(".still-caption")?.replaceChildren(figure.caption);
    this.stages.append(place);
    return place;
  }
}

/** Whether the drawing on a stage has the stage's size. */
function isCovered(stage: Element): boolean {
  const canvas = stage.querySelector<HTMLCanvasElement>(canvasOf);
  if (canvas === null) return true;
  const { width, height } = canvas.style;
  return width === `${stage.clientWidth}px` && height === `${stage.clientHeight}px`;
}

/** Words that grow may push what is below once; words that shrink leave it where it is. */
function keepHeight(captions: HTMLElement | null): void {
  if (captions === null) return;
  const width = `${captions.clientWidth}`;
  if (captions.dataset["width"] !== width) captions.style.minHeight = "";
  captions.dataset["width"] = width;
  captions.style.minHeight = `${captions.clientHeight}px`;
}
