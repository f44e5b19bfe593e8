import { drawFigure } from "#figures/draw.ts";
import { numbersOf } from "#figures/numbers.ts";
import { type Theme, themes } from "#figures/palette.ts";
import type { Figure, PictureFigure } from "#lab/figure.ts";

/** The canvas of a figure, not the magnifier's. */
const drawing = "canvas:not(.lens)";

/** The figures of one demo: each run is drawn on canvases that lie over the still pictures, in their place and size. */
export class DemoFigures {
  private readonly stages: HTMLElement;
  private readonly removals = new Map<string, () => void>();
  private latest: readonly Figure[] = [];
  /** Ends the listening to theme, size and print. */
  private readonly listening = new AbortController();

  /** `stages` holds an element `[data-figure]` for each figure of the still result. */
  constructor(stages: HTMLElement) {
    this.stages = stages;
    const { signal } = this.listening;
    const redraw = (): void => this.redraw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    signal.addEventListener("abort", () => theme.disconnect());
    addEventListener("resize", redraw, { signal });
    addEventListener("beforeprint", () => this.redraw(themes.light), { signal });
    addEventListener("afterprint", redraw, { signal });
  }

  draw(figures: readonly Figure[]): void {
    this.latest = figures;
    this.redraw();
  }

  /** Shows the still figures again. */
  clear(): void {
    this.listening.abort();
    for (const remove of this.removals.values()) remove();
    for (const place of this.stages.querySelectorAll("figure")) {
      if (place.dataset["isExtra"] === "yes") place.remove();
      place.querySelector(".run-caption")?.replaceChildren();
      place.querySelector(drawing)?.setAttribute("hidden", "");
    }
  }

  /** Tables of the numbers drawn last. */
  writeNumbers(): void {
    for (const figure of this.latest) {
      const body = this.place(figure)?.querySelector("details tbody");
      const rows = numbersOf(figure).rows.map((values) => {
        const row = document.createElement("tr");
        for (const value of values) row.insertCell().textContent = String(value);
        return row;
      });
      body?.replaceChildren(...rows);
    }
  }

  private redraw(theme: Theme = currentTheme()): void {
    for (const figure of this.latest) {
      const place = this.place(figure);
      if (place === undefined) continue;
      const caption = place.querySelector(".run-caption");
      if (caption !== null) caption.textContent = figure.caption;
      if (figure.kind !== "table") this.drawPicture(place, figure, theme);
    }
  }

  private drawPicture(place: HTMLElement, figure: PictureFigure, theme: Theme): void {
    const canvas = place.querySelector<HTMLCanvasElement>(drawing);
    const stage = canvas?.parentElement;
    if (canvas === null || stage === null || stage === undefined) return;
    canvas.hidden = false;
    canvas.setAttribute("aria-label", figure.alt);
    this.removals.get(figure.id)?.();
    const size = { width: stage.clientWidth, height: stage.clientHeight };
    const ratio = Math.max(1, Math.ceil(devicePixelRatio));
    this.removals.set(figure.id, drawFigure(canvas, figure, theme, size, ratio));
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
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
    if (title !== null) title.textContent = `${figure.title}.`;
    place.querySelector(".still-caption")?.replaceChildren(figure.caption);
    this.stages.append(place);
    return place;
  }
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  const isDark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return themes[isDark ? "dark" : "light"];
}
