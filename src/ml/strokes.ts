import type { Random } from "#lab/runtime.ts";

import { digitStrokes, type Stroke } from "./digit-strokes.ts";
import { classCount, type ImageSet } from "./images.ts";

const side = 28;
const background = 0.1;
const ink = 0.9;

export interface StrokesSettings {
  readonly count: number;
  /** Amplitude of the planted texture, 0 to 0.2: each class adds its own fixed pattern of ±`texture` to every pixel. */
  readonly texture: number;
}

/**
 * Digits drawn from a seed: polylines under a random affine map and bend, a pen of varying width, intensity 0.1 to 0.9, a little
 * noise, and a faint texture of known size that tells the class: a useful feature that is not robust. Classes come in turn.
 * `patterns` fixes the textures; give the training and the test set the same stream and different `hand` streams.
 */
export function drawStrokes(
  { count, texture }: StrokesSettings,
  { hand, patterns }: { readonly hand: Random; readonly patterns: Random },
): ImageSet {
  const size = side * side;
  const pixels = new Float32Array(count * size);
  const labels = new Uint8Array(count);
  const signs = Float32Array.from({ length: classCount * size }, () =>
    patterns.integer(2) === 0 ? -1 : 1,
  );
  for (let i = 0; i < count; i += 1) {
    const label = i % classCount;
    labels[i] = label;
    const picture = pixels.subarray(i * size, (i + 1) * size);
    drawDigit(picture, writtenDigit(label, hand), 0.9 + 0.9 * hand.uniform());
    for (let p = 0; p < size; p += 1) {
      const covered = picture[p] ?? 0;
      const noise = 0.07 * (hand.uniform() - 0.5);
      const value =
        background +
        (ink - background) * covered +
        texture * (signs[label * size + p] ?? 0) +
        noise;
      picture[p] = Math.min(1, Math.max(0, value));
    }
  }
  return { count, height: side, width: side, channels: 1, pixels, labels };
}

/** A digit's strokes in pixel coordinates, as one hand would write them once. */
function writtenDigit(label: number, hand: Random): Stroke[] {
  const scale = (): number => 17.5 * (1 + 0.1 * hand.normal());
  const [width, height] = [scale() * 0.78, scale()];
  const slant = 0.16 * hand.normal();
  const turn = 0.1 * hand.normal();
  const [left, top] = [side / 2 + 0.9 * hand.normal(), side / 2 + 0.9 * hand.normal()];
  const [bend, twist] = [0.3 * hand.normal(), 0.3 * hand.normal()];
  const jitter = 0.018;
  return (digitStrokes[label] ?? []).map((stroke) => {
    const shift = [jitter * 2 * hand.normal(), jitter * 2 * hand.normal()] as const;
    return stroke.map(([px, py]) => {
      const x = px - 0.5 + shift[0] + bend * (py - 0.5) * (py - 0.5) - bend / 12;
      const y = py - 0.5 + shift[1] + twist * (px - 0.5) * (py - 0.5);
      const [u, v] = [x * width - slant * y * height, y * height];
      return [left + u - turn * v, top + v + turn * u] as const;
    });
  });
}

/** Writes the pen's coverage, 0 to 1, of each pixel; `radius` is half the pen's width in pixels. */
function drawDigit(picture: Float32Array, strokes: readonly Stroke[], radius: number): void {
  const reach = radius + 1;
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i += 1) {
      const [ax, ay] = stroke[i - 1] ?? [0, 0];
      const [bx, by] = stroke[i] ?? [0, 0];
      const [dx, dy] = [bx - ax, by - ay];
      const length2 = dx * dx + dy * dy;
      const rows = range(Math.min(ay, by) - reach, Math.max(ay, by) + reach);
      const columns = range(Math.min(ax, bx) - reach, Math.max(ax, bx) + reach);
      for (let row = rows[0]; row <= rows[1]; row += 1) {
        for (let column = columns[0]; column <= columns[1]; column += 1) {
          const [px, py] = [column + 0.5 - ax, row + 0.5 - ay];
          const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
          const [ex, ey] = [px - along * dx, py - along * dy];
          const covered = Math.min(1, Math.max(0, radius + 0.5 - Math.sqrt(ex * ex + ey * ey)));
          const at = row * side + column;
          if (covered > (picture[at] ?? 0)) picture[at] = covered;
        }
      }
    }
  }
}

function range(low: number, high: number): readonly [number, number] {
  return [Math.max(0, Math.floor(low)), Math.min(side - 1, Math.ceil(high))];
}
