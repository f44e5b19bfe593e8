import type { Point, ScatterFigure, TableFigure } from "#lab/figure.ts";
import { meanInterval } from "#lab/intervals.ts";

import { chanceExposure } from "./exposure.ts";
import type { Outcome, Training } from "./outcome.ts";
import { type SettingName, settings } from "./plan.ts";
import { delta, ending, epsilonOf, exposures, trainingOf } from "./readings.ts";
import type { Params } from "./spec.ts";
import { hundredths, shortNames, tenths } from "./words.ts";

/** Trainings that differ in what is memorised and how well the text is learnt, not in the text or the secret. */
const compared: readonly SettingName[] = [
  "planted",
  "never",
  "dropout",
  "private",
  "noisier",
  "small",
  "large",
];

type Ending = NonNullable<ReturnType<typeof ending>>;

function endings(outcomes: readonly Outcome[], name: SettingName): Ending[] {
  return outcomes.flatMap((outcome) => ending(trainingOf(outcome, name)) ?? []);
}

/** What each training knows of the secret, over how well it predicts unseen text. */
export function tradeOff(outcomes: readonly Outcome[], params: Params): ScatterFigure {
  const planned = settings(params).filter(({ name }) => compared.includes(name));
  const points = planned.flatMap(({ name }): Point[] => {
    const found = endings(outcomes, name);
    if (found.length === 0) return [];
    const loss = meanInterval(found.map(({ heldOutLoss }) => heldOutLoss));
    const exposure = meanInterval(found.map((end) => end.exposure));
    const point = { x: hundredths(loss.mean), y: tenths(exposure.mean), label: shortNames[name] };
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
  });
  const said = points.map(({ x, y, label }) => `${label ?? ""} ${y} bits at a loss of ${x}`);
  const proofs = planned.flatMap(({ name }): string[] => {
    const guarded = outcomes.flatMap((outcome) => trainingOf(outcome, name) ?? [])[0];
    const epsilon = guarded === undefined ? null : epsilonOf(guarded);
    return epsilon === null ? [] : [`${epsilonWords(epsilon)} with ${shortNames[name]}`];
  });
  return {
    kind: "scatter",
    id: "trade-off",
    title: "What protection costs",
    caption: `${said.length === 0 ? "No training has finished yet" : `Exposure and loss: ${said.join("; ")}`}.${
      proofs.length === 0
        ? ""
        : ` What the noise proves at delta ${delta}, for one piece of the text: ${proofs.join(", ")}.`
    }`,
    alt: `Exposure over the loss on unseen text: ${said.join("; ") || "nothing yet"}.`,
    x: { title: "loss on unseen text (bits a character)" },
    y: { title: "exposure (bits)", min: 0, max: 15 },
    series: [{ label: "trainings", mark: 0, origin: "here", points }],
    rules: [{ axis: "y", at: chanceExposure, label: "chance" }],
  };
}

function epsilonWords(epsilon: number): string {
  if (epsilon === Number.POSITIVE_INFINITY) return "nothing";
  return `epsilon ${Number(epsilon.toPrecision(2)).toLocaleString("en")}`;
}

/** Every training in numbers. */
export function table(outcomes: readonly Outcome[], params: Params): TableFigure {
  const rows = settings(params).flatMap(({ name, insertions, units }) => {
    const found = outcomes.flatMap((outcome) => {
      const training = trainingOf(outcome, name);
      const end = ending(training);
      return training === undefined || end === undefined ? [] : [{ training, end }];
    });
    const [first] = found;
    if (first === undefined) return [];
    const mean = (of: (training: Training, end: Ending) => number): number =>
      meanInterval(found.map(({ training, end }) => of(training, end))).mean;
    const estimate = (of: "exact" | "sampled" | "extrapolated"): number | string =>
      exposures(first.training, first.end)[of] === null
        ? "–"
        : tenths(mean((training, end) => exposures(training, end)[of] ?? 0));
    const epsilon = epsilonOf(first.training);
    return [
      [
        shortNames[name],
        insertions,
        units,
        estimate("exact"),
        estimate("sampled"),
        estimate("extrapolated"),
        `${found.filter(({ end }) => end.isExtracted).length} of ${found.length}`,
        mean((_, end) => end.heldOutLoss).toFixed(2),
        epsilon === null ? "–" : Number.isFinite(epsilon) ? epsilon.toPrecision(2) : "none",
      ],
    ];
  });
  return {
    kind: "table",
    id: "trainings",
    title: "Every training in numbers",
    caption:
      rows.length === 0
        ? "No training has finished yet."
        : `Exposure in bits after the last pass${outcomes.length > 1 ? `, means over ${outcomes.length} secrets` : ""}: by rank among all numbers, by rank in a sample, and extrapolated from it; then how many secrets are the likeliest number of all, the loss on unseen text in bits a character, and the epsilon of DP-SGD at delta ${delta}.`,
    alt: `${rows.length} trainings with their exposure, loss and epsilon.`,
    columns: [
      "training",
      "insertions",
      "units",
      "exact",
      "sampled",
      "extrapolated",
      "stolen",
      "loss",
      "epsilon",
    ],
    rows,
  };
}
