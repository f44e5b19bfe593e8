import type { HeatmapFigure } from "#lab/figure.ts";
import { type Interval, meanInterval } from "#lab/intervals.ts";

import { type Combination, combinations, variedValues } from "./combinations.ts";
import { combinedExams } from "./combined.ts";
import { mostExposure } from "./curves.ts";
import { chanceExposure } from "./exposure.ts";
import type { Outcome } from "./outcome.ts";
import type { Params } from "./spec.ts";
import { noiseName, placeName, tenths } from "./words.ts";

/** The whole grid: exposure after every pass, for every count of insertions and every size; a map for each noise. */
export function gridMaps(outcomes: readonly Outcome[], params: Params): HeatmapFigure[] {
  return variedValues(params).noise.map((noise, i) =>
    gridMap(outcomes, params, noise, `grid-${i}`),
  );
}

function gridMap(
  outcomes: readonly Outcome[],
  params: Params,
  noise: number | null,
  id: string,
): HeatmapFigure {
  const passes = Array.from({ length: params.epochs }, (_, i) => i + 1);
  // The most insertions and the largest model on top.
  const rows = combinations(params)
    .filter((combination) => combination.noise === noise)
    .toReversed()
    .map((combination) => ({
      combination,
      exposures: passes.map((pass) => intervalAt(outcomes, combination, pass)),
    }));
  const most = Math.ceil(mostExposure(params));
  const title = `Every count and every size, ${noiseName(noise)}`;
  const said = findings(rows);
  return {
    kind: "heatmap",
    id,
    title,
    caption:
      said === ""
        ? "No training has finished yet."
        : `Exposure in bits, ${noiseName(noise)}. ${said} Chance gives ${tenths(chanceExposure)}.`,
    alt: `A grid of exposures, a row for each count of insertions and size of the model and a column for each pass. ${said === "" ? "Nothing yet." : said}`,
    x: { title: "passes over the training text", names: passes.map(String) },
    // As short as the room beside a map.
    y: {
      title: "insertions, units",
      names: rows.map(({ combination }) => `${combination.insertions}×, ${combination.units}`),
    },
    values: rows.map(({ exposures }) =>
      exposures.map((interval) => (interval === undefined ? null : tenths(interval.mean))),
    ),
    key: { title: "exposure (bits)", min: 0, max: most },
  };
}

/** Over the secrets; undefined until all have come to it. */
function intervalAt(
  outcomes: readonly Outcome[],
  combination: Combination,
  pass: number,
): Interval | undefined {
  const found = outcomes.flatMap((outcome) =>
    combinedExams(outcome, combination).filter(({ epoch }) => epoch === pass),
  );
  if (found.length === 0 || found.length < outcomes.length) return undefined;
  return meanInterval(found.map(({ exposure }) => exposure));
}

interface Row {
  readonly combination: Combination;
  readonly exposures: readonly (Interval | undefined)[];
}

/** The least and the most exposed row after the last pass, and how far the means of the whole map can be trusted. */
function findings(rows: readonly Row[]): string {
  // From the least of the grid on, so that of equal ones the largest is the most exposed.
  const ends = rows
    .toReversed()
    .flatMap(({ combination, exposures }) => {
      const interval = exposures.at(-1);
      return interval === undefined ? [] : [{ name: placeName(combination), interval }];
    })
    .toSorted((a, b) => a.interval.mean - b.interval.mean);
  const [least, most] = [ends[0], ends.at(-1)];
  if (least === undefined || most === undefined) return "";
  const told = ({ name, interval }: typeof least): string =>
    `${interval.mean.toFixed(1)}${errorWords(interval)} (${name})`;
  const halves = rows.flatMap(({ exposures }) =>
    exposures.flatMap((interval) => (interval === undefined ? [] : interval.high - interval.mean)),
  );
  const widest = Math.max(0, ...halves);
  const trust =
    widest === 0
      ? ""
      : ` The 95 % interval of a cell is its mean ± ${mean(halves).toFixed(1)} on average, ± ${widest.toFixed(1)} at most.`;
  return `After the last pass from ${told(least)} to ${told(most)}.${trust}`;
}

function errorWords({ mean: middle, high }: Interval): string {
  return high === middle ? "" : ` ± ${(high - middle).toFixed(1)}`;
}

const mean = (values: readonly number[]): number => meanInterval(values).mean;
