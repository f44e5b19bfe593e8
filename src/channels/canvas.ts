import type { Canvas } from "@napi-rs/canvas";

/** The picture on a canvas as PNG, packed beside the main thread; nothing more can be drawn there: its pixels are given back. */
export async function pngOf(canvas: Canvas): Promise<Buffer> {
  const png = await canvas.encode("png");
  release(canvas);
  return png;
}

/** Gives a canvas's pixels back; the collector of memory does not know of them, and a site's pictures have thousands of megabytes. */
export function release(canvas: Pick<Canvas, "width" | "height">): void {
  canvas.width = 1;
  canvas.height = 1;
}
