import type { Point, ScatterFigure } from "#lab/figure.ts";
import { meanInterval } from "#lab/intervals.ts";

import type { Combination } from "./combinations.ts";
import { combinedEndings } from "./combined.ts";
import { exposureAxis, withinScale } from "./curves.ts";
import { chanceExposure } from "./exposure.ts";
import type { Outcome } from "./outcome.ts";
import { furtherTeachings, type SettingName, settings } from "./plan.ts";
import { delta, epsilonOf } from "./readings.ts";
import type { Params } from "./spec.ts";
import { endings } from "./verdicts.ts";
import { hundredths, noiseName, shortNames, tenths } from "./words.ts";

/** Trainings that differ in what is memorised and how well the text is learnt, not in the text or the secret. */
const compared: readonly SettingName[] = ["planted", "never", "dropout", "private"];

/** Where a training ends, over the seeds; none before its first pass. */
function place(
  found: readonly { readonly exposure: number; readonly heldOutLoss: number }[],
): Point[] {
  if (found.length === 0) return [];
  const loss = meanInterval(found.map(({ heldOutLoss }) => heldOutLoss));
  const exposure = meanInterval(found.map((end) => end.exposure));
  const point = { x: hundredths(loss.mean), y: tenths(exposure.mean) };
  if (found.length === 1) return [point];
  return [
    {
      ...point,
      lowX: hundredths(loss.low),
      highX: hundredths(loss.high),
      low: tenths(exposure.low),
      high: tenths(exposure.high),
    },
  ];
}

/** What each training knows of the secret, over how well it predicts unseen text. */
export function tradeOff(outcomes: readonly Outcome[], params: Params): ScatterFigure {
  const planned = settings(params).filter(({ name }) => compared.includes(name));
  const further = furtherTeachings(params);
  const points = planned.flatMap(({ name }) =>
    place(endings(outcomes, name)).map((point) => ({ ...point, label: shortNames[name] })),
  );
  const others = further.flatMap((teaching) => place(combinedEndings(outcomes, teaching)));
  const said = points.map(({ x, y, label }) => `${label} ${y} bits at a loss of ${x}`);
  const rest = others.length === 0 ? "" : `; beside them ${others.length} more of the grid`;
  return {
    kind: "scatter",
    id: "trade-off",
    title: "What protection costs",
    caption: `${said.length === 0 ? "No training has finished yet" : `Exposure and loss: ${said.join("; ")}${rest}`}.${proofs()}`,
    alt: `Exposure over the loss on unseen text: ${said.join("; ") || "nothing yet"}${rest}.`,
    x: { title: "loss on unseen text (bits a character)" },
    y: exposureAxis(params),
    series: [
      { label: "trainings", mark: 0, origin: "here", points: withinScale(points, params) },
      ...(further.length === 0
        ? []
        : [
            {
              label: "other combinations",
              mark: 1,
              origin: "here",
              points: withinScale(others, params),
            } as const,
          ]),
    ],
    rules: [{ axis: "y", at: chanceExposure, label: "chance" }],
  };

  /** What each noise proves, once a training with it has ended. */
  function proofs(): string {
    const noisy: Combination[] = [...planned, ...further];
    const done = noisy.flatMap((combination) =>
      combination.noise === null || combinedEndings(outcomes, combination).length === 0
        ? []
        : combination.noise,
    );
    const told = [...new Set(done)].map((noise) => {
      const epsilon = epsilonOf(noise, params) ?? Number.POSITIVE_INFINITY;
      return `${epsilonWords(epsilon)} with ${noiseName(noise)}`;
    });
    return told.length === 0
      ? ""
      : ` What the noise proves at delta ${delta}, for one piece of the text: ${told.join(", ")}.`;
  }
}

function epsilonWords(epsilon: number): string {
  if (epsilon === Number.POSITIVE_INFINITY) return "nothing";
  return `epsilon ${Number(epsilon.toPrecision(2)).toLocaleString("en")}`;
}
