import type { Draw } from "#lab/experiment.ts";
import type { ImageGridFigure, LineFigure, Point, Rule } from "#lab/figure.ts";
import { overSeeds, percentsOverSeeds } from "#lab/intervals.ts";
import { decodePixels } from "#lab/pixels.ts";

import { leastOf } from "./claims.ts";
import type { Band, Outcome, Pass } from "./outcome.ts";
import type { Params } from "./spec.ts";

const chance: Rule = { axis: "y", at: 10, label: "chance" };

const ofPass = (outcomes: readonly Outcome[], pass: Pass): Band[][] =>
  outcomes.map(({ bands }) => bands.filter((band) => band.pass === pass));

const told = (points: readonly Point[]): string =>
  points.map(({ x, y }) => `${y} % at ${x}`).join(", ") || "no value yet";

const seen = (label: number | null): string => (label === null ? "" : `“${label}”`);

/** Rows of the picture: as it is, its blobs, its grey. */
function split([first]: readonly Outcome[], { cutoff }: Params): ImageGridFigure {
  const shown = first?.samples ?? [];
  const grey = first === undefined ? undefined : leastOf(first.bands, "high");
  const isChosen = grey?.cutoff === cutoff;
  const right = shown.filter(({ label, seenHigh }) => seenHigh === label).length;
  return {
    kind: "images",
    id: "split",
    title: "Can you read the grey?",
    caption: `Top: the picture. Middle: its waves of up to ${cutoff} cycles. Bottom: the rest, around middle grey, with its true contrast.${
      grey !== undefined && isChosen
        ? ` The network that saw nothing but such grey gets ${(100 * grey.accuracy).toFixed(1)} % of test images right; of these ${shown.length} it reads ${right}. What each network answered stands below.`
        : ""
    }`,
    alt:
      shown.length === 0
        ? "No picture has been split yet."
        : `${shown.length} pictures in three rows, whole, low frequencies, high frequencies; the last look like an even grey. ${shown
            .map(
              ({ label, seenLow, seenHigh }) =>
                `A ${label}, seen as ${seenLow ?? "nothing yet"} and as ${seenHigh ?? "nothing yet"}`,
            )
            .join("; ")}.`,
    width: 28,
    height: 28,
    channels: 1,
    rows: [
      {
        label: "picture",
        pictures: shown.map(({ original, label }) => ({
          pixels: decodePixels(original),
          label: `${label}`,
        })),
      },
      {
        label: `up to ${cutoff} cycles`,
        pictures: shown.map(({ low, seenLow }) => ({
          pixels: decodePixels(low),
          label: seen(seenLow),
        })),
      },
      {
        label: `beyond ${cutoff}`,
        pictures: shown.map(({ high, seenHigh }) => ({
          pixels: decodePixels(high),
          label: seen(seenHigh),
        })),
      },
    ],
  };
}

function reading(outcomes: readonly Outcome[]): LineFigure {
  const curve = (pass: Pass): Point[] =>
    percentsOverSeeds(
      ofPass(outcomes, pass),
      ({ cutoff }) => cutoff,
      ({ accuracy }) => accuracy,
    );
  const [low, high] = [curve("low"), curve("high")];
  const [grey, blobs] = [high.at(-1), low.at(0)];
  const whole = percentsOverSeeds(
    outcomes.map((outcome) => (outcome.whole === null ? [] : [outcome.whole])),
    () => 0,
    (share) => share,
  ).at(0)?.y;
  return {
    kind: "line",
    id: "reading",
    title: "What a network reads in each half",
    caption:
      grey === undefined || blobs === undefined
        ? "No network of both halves has finished yet."
        : `From nothing but frequencies beyond ${grey.x} cycles a network gets ${grey.y} % right, from nothing but those up to ${blobs.x} it gets ${blobs.y} %${whole === undefined ? "" : `; from whole pictures ${whole} %`}. Chance is 10 %.`,
    alt: `Accuracy on test images over the cutoff. Low frequencies only: ${told(low)}. High frequencies only: ${told(high)}. Whole pictures: ${whole ?? "no value yet"} %.`,
    x: { title: "cutoff (cycles a picture)", min: 0, max: 14 },
    y: { title: "filtered test images right (%)", min: 0, max: 100 },
    series: [
      { label: "up to the cutoff", mark: 1, origin: "here", points: low },
      { label: "beyond the cutoff", mark: 0, origin: "here", points: high },
    ],
    rules: [
      chance,
      ...(whole === undefined ? [] : [{ axis: "y" as const, at: whole, label: "whole pictures" }]),
    ],
  };
}

function faintness(outcomes: readonly Outcome[]): LineFigure {
  const curve = (pass: Pass): Point[] =>
    overSeeds(
      ofPass(outcomes, pass),
      ({ cutoff }) => cutoff,
      ({ contrast }) => 100 * contrast,
    );
  const [low, high] = [curve("low"), curve("high")];
  const last = high.at(-1);
  return {
    kind: "line",
    id: "contrast",
    title: "How faint the grey is",
    caption:
      last === undefined
        ? "No picture has been measured yet."
        : `Beyond ${last.x} cycles the pixels lie ${last.y} % of full brightness around middle grey (standard deviation), or ${((last.y * 255) / 100).toFixed(1)} of a screen’s 255 steps.`,
    alt: `Standard deviation of the pixels over the cutoff. Low frequencies only: ${told(low)}. High frequencies only: ${told(high)}.`,
    x: { title: "cutoff (cycles a picture)", min: 0, max: 14 },
    y: { title: "standard deviation of pixels (% of full brightness)", min: 0 },
    series: [
      { label: "up to the cutoff", mark: 1, origin: "here", points: low },
      { label: "beyond the cutoff", mark: 0, origin: "here", points: high },
    ],
    rules: [],
  };
}

/** The pictures split, what networks read in each half, and how faint it is; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield split(outcomes, params);
  yield reading(outcomes);
  yield faintness(outcomes);
};
export default draw;
