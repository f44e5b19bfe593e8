import type { BarFigure, TableFigure } from "#lab/figure.ts";
import { classCount } from "#ml/images.ts";

import { mark } from "./marks.ts";
import { networkNames, type Outcome, type View } from "./outcome.ts";
import { bisection } from "./plan.ts";
import type { Params } from "./spec.ts";
import { confidence, endOf, radiusInWords, rounded } from "./words.ts";

/** What is known of the one digit, in numbers. */
export function digitNumbers([first]: readonly Outcome[], params: Params): TableFigure {
  const row = (title: string, of: (view: View) => string): string[] => [
    title,
    ...networkNames.map((name) => {
      const view = first?.[name] ?? null;
      return view === null ? "not yet" : of(view);
    }),
  ];
  const smallest = networkNames.map((name) => first?.[name]?.smallest.l2 ?? null);
  const [standard = null, robust = null] = smallest;
  const found =
    standard === null || robust === null
      ? "The smallest change that alters the answer is not known yet, or none was found."
      : `The smallest change found that alters the answer: ${rounded(standard)} in L2 for the standard network, ${rounded(robust)} for the robust one${standard > 0 ? `, ${(robust / standard).toFixed(1)} times as much` : ""}.`;
  return {
    kind: "table",
    id: "numbers",
    title: "The digit in numbers",
    caption: `${found} Each comes from an attack of ${bisection.steps} steps that is repeated at ever closer radii, so a cleverer attack may need less.`,
    alt: found,
    columns: ["", "standard network", "robust network"],
    rows: [
      ...(first === undefined || first.label === null
        ? []
        : [["true label", `${first.label}`, `${first.label}`]]),
      row(
        "answer before",
        (view) => `${view.answer}, ${confidence(view.confidences[0]?.[view.answer])}`,
      ),
      row("answer after", (view) => {
        const { answer } = endOf(view);
        return `${answer}, ${confidence(view.confidences.at(-1)?.[answer])}`;
      }),
      row("length of the change, L2", (view) => rounded(view.change.l2)),
      row("largest change of a pixel, L∞", (view) => rounded(view.change.linf)),
      row("smallest epsilon, L2", (view) => radiusInWords(view.smallest.l2, bisection.largest.l2)),
      row("smallest epsilon, L∞", (view) =>
        radiusInWords(view.smallest.linf, bisection.largest.linf),
      ),
      row(
        "energy of the slopes on or beside the strokes",
        (view) => `${confidence(view.nearInk)} on ${confidence(first?.area)} of the picture`,
      ),
      row(
        `slope of the lead in column ${params.column}, row ${params.row}`,
        (view) =>
          `${rounded((view.pixelSlopes[view.answer] ?? 0) - (view.pixelSlopes[view.second] ?? 0))} logits`,
      ),
    ],
  };
}

/** What one pixel says for and against every class. */
export function pixelBars([first]: readonly Outcome[], { column, row }: Params): BarFigure {
  const views = networkNames.flatMap((name) => {
    const view = first?.[name] ?? null;
    return view === null ? [] : [{ name, slopes: view.pixelSlopes }];
  });
  const strongest = views.map(({ name, slopes }) => {
    const size = Math.max(...slopes.map(Math.abs));
    const digit = slopes.findIndex((slope) => Math.abs(slope) === size);
    return `for the ${name} network most for ${digit}, by ${slopes[digit]?.toFixed(2)}`;
  });
  const told =
    strongest.length === 0
      ? "No network has been asked yet."
      : `More ink in column ${column}, row ${row}, moves the logits: ${strongest.join("; ")}.`;
  return {
    kind: "bar",
    id: "pixel",
    title: "What hangs on one pixel",
    caption: `${told} Logits are what a network compares to choose its answer; slopes are for a pixel’s whole brightness. Click another pixel of a picture above.`,
    alt: `Bars, two for each digit. ${told}`,
    categories: Array.from({ length: classCount }, (_, digit) => `${digit}`),
    y: { title: "slope (hundredths of a logit)" },
    series: views.map(({ name, slopes }) => ({
      label: `${name} network`,
      mark: mark[name],
      origin: "here",
      points: slopes.map((slope, x) => ({ x, y: Math.round(100 * slope) })),
    })),
    rules: [{ axis: "y", at: 0, label: "" }],
  };
}
