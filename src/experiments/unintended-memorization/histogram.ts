import type { LineFigure, Point } from "#lab/figure.ts";

import { binWidth, type Outcome } from "./outcome.ts";
import { ending, trainingOf } from "./readings.ts";
import { fitSkewNormal, skewNormalDensity } from "./skew-normal.ts";
import type { Params } from "./spec.ts";
import { secretName, tenths } from "./words.ts";

/** Bits a digit up to which log-perplexities are drawn. */
const mostBits = 12;

/** Where all numbers stand by their log-perplexity, and the secret among them; of the first outcome. */
export function histogram([first]: readonly Outcome[], params: Params): LineFigure {
  const training = first === undefined ? undefined : trainingOf(first, "planted");
  const end = ending(training);
  const digits = training?.secret.length ?? params.digits;
  const { first: from = 0, counts = [] } = training?.histogram ?? {};
  const total = counts.reduce((sum, count) => sum + count, 0);
  const stairs = counts.flatMap((count, i): Point[] => {
    const y = percent(count / total);
    return [
      { x: (from + i) * binWidth, y },
      { x: (from + i + 1) * binWidth, y },
    ];
  });
  const fit = end === undefined ? undefined : fitSkewNormal(end);
  const curve =
    fit === undefined
      ? []
      : counts.map((_, i): Point => {
          const x = (from + i + 0.5) * binWidth;
          return { x, y: percent(skewNormalDensity(fit, x) * binWidth) };
        });
  const name = secretName(params);
  const own = end === undefined ? "" : `${tenths(end.secretBits)} bits`;
  const middle = end === undefined ? "" : `${tenths(end.mean)} bits`;
  return {
    kind: "line",
    id: "histogram",
    title: "How unlikely the model finds each number",
    caption:
      end === undefined
        ? "No pass has finished yet."
        : `After ${end.epoch} ${end.epoch === 1 ? "pass" : "passes"} ${name}${params.secret === "" ? `, ${training?.secret ?? ""},` : ""} takes the model ${own}, numbers on average ${middle}; ${rankWords(end.rank, 10 ** digits)} The dashed curve is the skew normal fitted to a sample.`,
    alt:
      end === undefined
        ? "No pass has finished yet."
        : `Histogram of the log-perplexities of ${total.toLocaleString("en")} numbers around ${middle}, with a line for ${name} at ${own}.`,
    x: { title: "log-perplexity (bits)", min: 0, max: mostBits * digits },
    y: { title: `numbers in ${binWidth} bits (%)`, min: 0 },
    series: [
      { label: "all numbers", mark: 0, origin: "here", points: stairs, path: "open" },
      { label: "skew normal", mark: 2, origin: "here", points: curve, path: "open" },
    ],
    rules: end === undefined ? [] : [{ axis: "x", at: tenths(end.secretBits), label: name }],
  };
}

function percent(share: number): number {
  return Math.round(10_000 * share) / 100;
}

function rankWords(rank: number | null, all: number): string {
  if (rank === null) return "so many numbers were not all asked.";
  return rank === 1
    ? `of ${all.toLocaleString("en")} numbers none is likelier.`
    : `${(rank - 1).toLocaleString("en")} of ${all.toLocaleString("en")} numbers are likelier.`;
}
