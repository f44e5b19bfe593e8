import { drawFigure } from "#figures/draw.ts";
import type { Drawn } from "#figures/geometry.ts";
import { type Theme, themes } from "#figures/palette.ts";
import type { PictureFigure } from "#lab/figure.ts";

/** Draws over the still picture, in its place and size. */
export function drawOn(canvas: HTMLCanvasElement, figure: PictureFigure, theme: Theme): Drawn {
  canvas.hidden = false;
  const { clientWidth: width = 0, clientHeight: height = 0 } = canvas.parentElement ?? {};
  const ratio = Math.max(1, Math.ceil(devicePixelRatio));
  const drawing = drawFigure(canvas, figure, theme, { width, height }, ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return drawing;
}

/** Calls with the theme to draw in whenever theme, size or medium change. */
export function whenRepainted(redraw: (theme: Theme) => void, signal: AbortSignal): void {
  const again = (): void => redraw(currentTheme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
  const theme = new MutationObserver(again);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => theme.disconnect());
  addEventListener("resize", again, { signal });
  addEventListener("beforeprint", () => redraw(themes.light), { signal });
  addEventListener("afterprint", again, { signal });
}

/** The theme that the page shows now. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  const isDark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return themes[isDark ? "dark" : "light"];
}
