import type { ImageGridFigure } from "#lab/figure.ts";

import type { Outcome } from "./outcome.ts";
import { twin as plan } from "./plan.ts";
import type { Params } from "./spec.ts";

type Colour = readonly [red: number, green: number, blue: number];
type Moment = Outcome["twin"]["moments"][number];

/** Okabe and Ito's blue and vermilion, and both paled for the plane behind. */
const point: Readonly<Record<1 | -1, Colour>> = { 1: [0, 86, 140], [-1]: [190, 70, 0] };
const ground: Readonly<Record<1 | -1, Colour>> = { 1: [178, 213, 234], [-1]: [250, 220, 190] };

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const name = (colour: number): string => (colour > 0 ? "white" : "black");

/** The plane at each moment with the training points on it. */
export function twinMaps([first]: readonly Outcome[], { labelNoise }: Params): ImageGridFigure[] {
  const { moments = [], points = [] } = first?.twin ?? {};
  const told = ({ step, trained, flipped }: Moment): string =>
    `after ${step} steps ${percent(trained)} of the points have their own label, and moving by ${plan.epsilon} flips ${percent(flipped)} of fresh ones`;
  return [
    {
      kind: "images",
      id: "twin",
      title: "The same with two pixels",
      caption: `Across the first pixel, up the second; each dot is a training square (blue: filed as white, orange: as black), the ground what the network would answer. ${moments.length === 0 ? "Nothing is learned yet" : moments.map((moment, i) => (i === 0 ? told(moment).replace("after", "After") : told(moment))).join("; ")}. To know a wrong dot by heart the boundary must bend to it, and a fresh square beside the bend is easily flipped.`,
      alt: `${moments.length === 2 ? "Two maps" : "A map"} of a plane with ${points.length} dots in two clouds, a share of ${percent(labelNoise)} of them wrong: ${moments.map(told).join("; ")}.`,
      width: plan.cells,
      height: plan.cells,
      channels: 3,
      rows: [
        {
          label: "what the network answers",
          pictures: moments.map((moment) => ({
            pixels: map(moment, points),
            label: `step ${moment.step}`,
          })),
        },
      ],
    },
  ];
}

/** Column of a coordinate, counted from the left. */
function place(value: number): number {
  const along = Math.floor(((value / plan.reach + 1) / 2) * plan.cells);
  return Math.min(plan.cells - 1, Math.max(0, along));
}

function map({ cells }: Moment, points: Outcome["twin"]["points"]): number[] {
  const pixels = Array.from(cells, (cell) => ground[cell === "1" ? 1 : -1]);
  for (const { x, y, label } of points) {
    pixels[(plan.cells - 1 - place(y)) * plan.cells + place(x)] = point[label > 0 ? 1 : -1];
  }
  return pixels.flat();
}

/** Fresh squares before and after the attack. */
export function pictures(
  [first]: readonly Outcome[],
  { side, epsilon }: Params,
): ImageGridFigure[] {
  const samples = first?.samples ?? [];
  const amplification = Math.max(1, Math.round(0.5 / epsilon));
  const bytes = samples.map(({ original, result }) => ({
    original: decoded(original),
    result: decoded(result),
  }));
  const changed = samples.filter(({ before, after }) => before !== after).length;
  return [
    {
      kind: "images",
      id: "squares",
      title: "Squares that change their name",
      caption: `Each pixel changes by at most ${epsilon}, where black and white are 2 apart; ${samples.length === 0 ? "none has been attacked yet" : `${changed} of these ${samples.length} squares change their name`}. The change hangs on the pixel noise of the wrongly labelled squares that the network learned by heart.`,
      alt: `${samples.length === 0 ? "No" : samples.length} one-coloured squares before and after the attack: ${samples.map(({ before, after }) => `called ${name(before)}, then ${name(after)}`).join("; ")}.`,
      width: side,
      height: side,
      channels: 1,
      rows: [
        {
          label: "fresh square",
          pictures: samples.map(({ before }, i) => ({
            pixels: bytes[i]?.original ?? [],
            label: name(before),
          })),
        },
        {
          label: "change",
          signedBy: amplification,
          pictures: samples.map((_, i) => ({
            pixels: difference(bytes[i]?.original ?? [], bytes[i]?.result ?? []),
            label: "",
          })),
        },
        {
          label: "after",
          pictures: samples.map(({ after }, i) => ({
            pixels: bytes[i]?.result ?? [],
            label: name(after),
          })),
        },
      ],
    },
  ];
}

function difference(before: readonly number[], after: readonly number[]): number[] {
  return before.map((value, i) => (after[i] ?? value) - value);
}

/** Bytes of a picture, which serve as greys: −1.25 is drawn black and 1.25 white. */
function decoded(text: string): number[] {
  return Array.from(atob(text), (character) => character.charCodeAt(0));
}
