import { expect } from "vitest";

import type { Figure, Series } from "#lab/figure.ts";

/** Whether figures can be drawn, read aloud and shown as numbers. */
export function expectSoundFigures(figures: readonly Figure[]): void {
  expect(figures.length).toBeGreaterThan(0);
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  for (const figure of figures) {
    expect(figure.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of [figure.title, figure.caption, figure.alt]) expect(text.trim()).not.toBe("");
    expectSound(figure);
  }
}

function expectSound(figure: Figure): void {
  switch (figure.kind) {
    case "line":
      expect(figure.x.title).not.toBe("");
      expect(figure.y.title).not.toBe("");
      return expectFinite(figure.series);
    case "bar":
      expect(figure.y.title).not.toBe("");
      expectFinite(figure.series);
      for (const { points } of figure.series) {
        for (const { x } of points) expect(figure.categories[x]).toBeDefined();
      }
      return undefined;
    case "images": {
      const size = figure.width * figure.height * figure.channels;
      for (const { pictures } of figure.rows) {
        expect(pictures).toHaveLength(figure.rows[0]?.pictures.length ?? 0);
        for (const { pixels } of pictures) {
          expect(pixels).toHaveLength(size);
          expect(pixels.every((pixel) => pixel >= 0 && pixel <= 255)).toBe(true);
        }
      }
      return undefined;
    }
    case "table":
    default:
      for (const row of figure.rows) expect(row).toHaveLength(figure.columns.length);
      return undefined;
  }
}

function expectFinite(series: readonly Series[]): void {
  const signs = series.map(({ mark, origin }) => `${mark} ${origin}`);
  expect(new Set(signs).size, "two series are drawn alike").toBe(signs.length);
  for (const { origin } of series) expect(["here", "published"]).toContain(origin);
  for (const { label, points } of series) {
    expect(label).not.toBe("");
    for (const { x, y, low = y, high = y } of points) {
      expect([x, y, low, high].every(Number.isFinite), `a point of "${label}" is no number`).toBe(
        true,
      );
      expect(low).toBeLessThanOrEqual(high);
    }
  }
}
