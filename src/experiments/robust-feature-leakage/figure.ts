import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, ImageGridFigure, LineFigure, Point } from "#lab/figure.ts";
import { meanInterval, percentsOverSeeds } from "#lab/intervals.ts";
import { percent } from "#lab/judging.ts";
import { decodePixels } from "#lab/pixels.ts";
import { classNames, imageShape } from "#ml/data-sets.ts";

import { certifiedDose, chance } from "./claims.ts";
import type { Dose, Outcome } from "./outcome.ts";
import { kindsOf, type LabelKind } from "./plan.ts";
import type { Params } from "./spec.ts";

const axis = { title: "clean test images right (%)", min: 0, max: 100 };
const chanceRule = { axis: "y", at: 100 * chance, label: "chance" } as const;
const names = { rand: "RandLabels", det: "DetLabels" } as const;

const dosesOf = ({ studies }: Outcome, kind: LabelKind): readonly Dose[] =>
  studies.find(({ labels }) => labels === kind)?.doses ?? [];

/** Mean over the seeds, as a percentage with one decimal. */
const mean = (shares: readonly number[]): string => percent(meanInterval(shares).mean);

function doseResponse(outcomes: readonly Outcome[], params: Params, kind: LabelKind): LineFigure {
  const curve = (share: (dose: Dose) => number): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => dosesOf(outcome, kind)),
      ({ epsilon }) => epsilon,
      share,
    );
  const pupil = curve((dose) => dose.pupil);
  const readout = curve((dose) => dose.readout);
  return {
    kind: "line",
    id: `${kind}-leakage`,
    title: `${names[kind]}: templates and network`,
    caption: finding(outcomes, params, kind),
    alt: `Share of clean test images right over epsilon, trained on ${names[kind]}: ${
      readout
        .map(({ x, y }, i) => `at ${x}, robust templates ${y} %, network ${pupil[i]?.y ?? 0} %`)
        .join("; ") || "no value yet"
    }. The templates are certified up to ${params.radius}.`,
    x: {
      title: "epsilon, the largest change of an image (L2)",
      min: 0,
      max: Math.max(params.epsilon, params.radius),
    },
    y: axis,
    series: [
      { label: "network", mark: 0, origin: "here", points: pupil },
      { label: "robust templates alone", mark: 1, origin: "here", points: readout },
      { label: "source fooled", mark: 3, origin: "here", points: curve((dose) => dose.fooled) },
    ],
    rules: [chanceRule, { axis: "x", at: params.radius, label: "certified up to here" }],
  };
}

/** What the largest data set within the certified radius says. */
function finding(outcomes: readonly Outcome[], { radius }: Params, kind: LabelKind): string {
  const all = outcomes.map((outcome) => dosesOf(outcome, kind));
  const judged = all.flatMap((doses) => certifiedDose(doses, radius) ?? []);
  const [first] = judged;
  if (first === undefined || judged.length < outcomes.length) {
    return all.some((doses) => doses.some(({ epsilon }) => epsilon > radius))
      ? `No set lies within the certified radius of ${radius} yet: of larger moves the templates are not certified to withstand any, and “robust” says nothing.`
      : "No pupil has finished yet.";
  }
  const readout = meanInterval(judged.map((dose) => dose.readout)).mean;
  const pupil = meanInterval(judged.map((dose) => dose.pupil)).mean;
  const said = `At epsilon ${first.epsilon}, ten robust templates get ${percent(readout)} of clean images right, a network ${percent(pupil)}`;
  if (pupil <= chance) {
    return `${said}: ${readout <= chance ? "neither knows" : "only the templates know"} more than chance, which is 10 %.`;
  }
  if (readout <= chance) {
    return `${said}: what the network knows beyond chance, the templates do not explain at all.`;
  }
  if (readout >= pupil) return `${said}: the templates alone explain all that the network knows.`;
  const part = Math.round((100 * (readout - chance)) / (pupil - chance));
  return `${said}: the templates explain ${part} % of what the network knows beyond chance.`;
}

function templates(outcomes: readonly Outcome[], params: Params): ImageGridFigure {
  const [first] = outcomes;
  const [height, width, channels] = imageShape(params.dataset);
  const certificates = outcomes.flatMap(({ certificate }) => certificate ?? []);
  const shown = first?.templates ?? [];
  const positive = shown.filter(({ gamma }) => gamma > 0).length;
  const named = shown.map(
    ({ gamma }, i) => `${classNames[params.dataset][i] ?? i}: ${gamma.toFixed(2)}`,
  );
  return {
    kind: "images",
    id: "templates",
    title: "The ten robust templates",
    caption:
      certificates.length === 0
        ? "The templates are not trained yet."
        : `No move within ${params.radius} (L2) changes the answer of these templates on ${mean(certificates.map(({ kept }) => kept))} of test images; ${mean(certificates.map(({ accuracy }) => accuracy))} are right, ${mean(certificates.map(({ robust }) => robust))} whatever the move. Under each its gamma, the usefulness left after the worst move: above 0 for ${positive === 0 ? "none" : positive} of the ten. White counts for the class, black against it.`,
    alt:
      shown.length === 0
        ? "No template has been trained yet."
        : `Ten blurry pictures of weights, one a class, with gamma ${named.join("; ")}.`,
    width,
    height,
    channels: channels === 3 ? 3 : 1,
    rows: [0, 5].map((start) => ({
      label: "",
      pictures: shown.slice(start, start + 5).map(({ picture }, i) => ({
        pixels: decodePixels(picture),
        label: named[start + i] ?? "",
      })),
    })),
  };
}

const published = { rand: [23.5, 63.3], det: [6.81, 43.7] } as const;

function comparison(outcomes: readonly Outcome[], params: Params): BarFigure {
  const kinds = kindsOf(params);
  const bar = (kind: LabelKind, share: (dose: Dose) => number, x: number): Point[] =>
    percentsOverSeeds(
      outcomes.map((outcome) => {
        const dose = certifiedDose(dosesOf(outcome, kind), params.radius);
        return dose === undefined ? [] : [dose];
      }),
      () => x,
      share,
    );
  const measured = kinds.flatMap((kind, i) => [
    ...bar(kind, ({ readout }) => readout, 2 * i),
    ...bar(kind, ({ pupil }) => pupil, 2 * i + 1),
  ]);
  const value = (x: number): string => {
    const found = measured.find((point) => point.x === x);
    return found === undefined ? "not yet measured" : `${found.y} %`;
  };
  const told = kinds.map(
    (kind, i) =>
      `${names[kind]}: templates ${value(2 * i)} here, ${published[kind][0]} % published; network ${value(2 * i + 1)} and ${published[kind][1]} %`,
  );
  return {
    kind: "bar",
    id: "comparison",
    title: "Here and in the comment",
    caption: `${told.join(". ")}. The comment used CIFAR-10 at epsilon 0.5, with features certified to 0.25.`,
    alt: `Bars of accuracy on clean test images. ${told.join("; ")}.`,
    categories: kinds.flatMap((kind) => {
      const short = names[kind].replace("Labels", "");
      return [`${short}:\ntemplates`, `${short}:\nnetwork`];
    }),
    y: axis,
    series: [
      {
        label: "published (CIFAR-10)",
        mark: 1,
        origin: "published",
        points: kinds.flatMap((kind, i) => published[kind].map((y, j) => ({ x: 2 * i + j, y }))),
      },
      { label: "here", mark: 0, origin: "here", points: measured },
    ],
    rules: [chanceRule],
  };
}

/** What templates and network learn from each kind of wrong labels, the templates with their certificates, and the comparison; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  for (const kind of kindsOf(params)) yield doseResponse(outcomes, params, kind);
  yield templates(outcomes, params);
  yield comparison(outcomes, params);
};
export default draw;
