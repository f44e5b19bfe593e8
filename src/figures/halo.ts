import type { Theme } from "./palette.ts";

/** Writes words that may lie on lines and bars: the paper shows around them. */
export function haloed(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  theme: Theme,
): void {
  context.save();
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeText(text, x, y);
  context.restore();
  context.fillText(text, x, y);
}
