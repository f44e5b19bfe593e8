import { expect } from "vitest";

import type { Figure, LineFigure, ScatterFigure, Series } from "#lab/figure.ts";

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
    case "scatter":
      if (figure.hasEqualScales === true) expectPlain(figure);
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
    case "heatmap":
      expect([figure.x.title, figure.y.title, figure.key.title]).not.toContain("");
      expect(figure.key.min).toBeLessThan(figure.key.max);
      expect(figure.values).toHaveLength(figure.y.names.length);
      for (const row of figure.values) {
        expect(row).toHaveLength(figure.x.names.length);
        expect(row.every((value) => value === null || Number.isFinite(value))).toBe(true);
      }
      return undefined;
    case "grid":
      for (const { label, frames } of figure.boards) {
        expect(label).not.toBe("");
        for (const { pieces, says, worth } of frames) {
          expect(says.trim()).not.toBe("");
          for (const { kind, column, row } of pieces) {
            expect(figure.kinds[kind]).toBeDefined();
            expect(column >= 0 && column < figure.columns && row >= 0 && row < figure.rows).toBe(
              true,
            );
          }
          if (worth === undefined) continue;
          expect(worth.choices[worth.chosen]).toBeDefined();
          expect(worth.choices.every(({ value }) => Number.isFinite(value))).toBe(true);
        }
      }
      return undefined;
    case "images": {
      const size = figure.width * figure.height * figure.channels;
      for (const { pictures, signedBy } of figure.rows) {
        expect(pictures).toHaveLength(figure.rows[0]?.pictures.length ?? 0);
        for (const { pixels } of pictures) {
          expect(pixels).toHaveLength(size);
          expect(
            pixels.every((pixel) => pixel >= (signedBy === undefined ? 0 : -255) && pixel <= 255),
          ).toBe(true);
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

/** Equal scales need to know both ranges, or every drawing would have another. */
function expectPlain({ x, y }: LineFigure | ScatterFigure): void {
  for (const end of [x.min, x.max, y.min, y.max]) expect(end).toBeTypeOf("number");
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
