import { encodePixels } from "#lab/pixels.ts";
import { type Matrix, row } from "#ml/matrix.ts";

/** Each row as a picture: grey is no weight, white the largest of all rows, black its opposite. */
export function templatePictures(templates: Matrix): string[] {
  const largest = templates.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return Array.from({ length: templates.rows }, (_, j) =>
    encodePixels(row(templates, j).map((value) => 0.5 + value / (2 * largest))),
  );
}
