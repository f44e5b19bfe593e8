import type { ImageGridFigure, Picture } from "#lab/figure.ts";
import { decodePixels } from "#lab/pixels.ts";

import { type Course, networkNames, type Outcome } from "./outcome.ts";
import { frameSteps } from "./plan.ts";
import type { Params } from "./spec.ts";

/** A picture that has not been made yet. */
const blank: Picture = { pixels: Array.from({ length: 784 }, () => 128), label: "" };
const size = { width: 28, height: 28, channels: 1 } as const;

/** The pair that is watched: the start on its way under either network, and the target it is to be taken for. */
export function watchedPair([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const { start, target } = params;
  const watched = first?.watched ?? null;
  const goal = first?.choices[target];
  const steps = frameSteps(params.matchSteps);
  const frames = (course: Course | undefined): Picture[] =>
    steps.map((step) => {
      const frame = course?.frames.find((one) => one.step === step);
      return frame === undefined
        ? blank
        : { pixels: decodePixels(frame.picture), label: step === 0 ? "start" : `step ${step}` };
    });
  const told =
    watched === null
      ? "Nothing has been moved yet."
      : networkNames
          .map((name) => {
            const { toTarget, toStart } = watched[name];
            const nearer = toTarget < toStart ? "nearer to the target" : "nearer to the start";
            return `under the ${name} network it is now ${toStart.toFixed(1)} from its start and ${toTarget.toFixed(1)} from its target, ${nearer}`;
          })
          .join("; ");
  return {
    kind: "images",
    id: "watched",
    title: `A ${start} is given the features of a ${target}`,
    caption:
      watched === null
        ? told
        : `The same ${start} is moved until a network’s last hidden layer sees in it what it sees in the ${target}: ${told}. Distances are over all pixels (L2).`,
    alt: `Two rows of pictures, from the start to the last step, the target at the end. ${told}`,
    ...size,
    rows: networkNames.map((name) => ({
      label: `${name} network`,
      pictures: [
        ...frames(watched?.[name]),
        goal === undefined ? blank : { pixels: decodePixels(goal), label: "target" },
      ],
    })),
  };
}

/** The ten images that may be the start or the target; a click chooses one. */
export function choice(
  [first]: readonly Outcome[],
  params: Params,
  which: "start" | "target",
): ImageGridFigure {
  const chosen = params[which];
  const pictures = Array.from({ length: 10 }, (_, digit): Picture => {
    const picture = first?.choices[digit];
    const label = digit === chosen ? which : `${digit}`;
    return picture === undefined ? { ...blank, label } : { pixels: decodePixels(picture), label };
  });
  return {
    kind: "images",
    id: `choose-${which}`,
    title: `Choose the ${which}`,
    caption: `The ${which} is the ${chosen}; click another digit to change it and run again.`,
    alt: `Ten digits to choose from; the ${chosen} is the ${which}.`,
    ...size,
    rows: [{ label: `the ${which}`, pictures }],
    pick: { parameter: which },
  };
}

function made(picture: string | null, label: string): Picture {
  return picture === null ? { ...blank, label } : { pixels: decodePixels(picture), label };
}

/** Some pairs of the whole sets. */
export function setPictures([first]: readonly Outcome[]): ImageGridFigure {
  const samples = first?.samples ?? [];
  const apart = first?.apart ?? null;
  const [robust, standard] = [first?.robust ?? null, first?.standard ?? null];
  const told =
    apart === null || robust === null || standard === null || standard.matched === 0
      ? "The sets are not matched yet."
      : `On average over ${robust.matched} images the robust network’s lie ${robust.toTarget.toFixed(1)} from their target and ${robust.toStart.toFixed(1)} from their start, the standard network’s ${standard.toTarget.toFixed(1)} and ${standard.toStart.toFixed(1)}; start and target are ${apart.toFixed(1)} apart.`;
  return {
    kind: "images",
    id: "sets",
    title: "What the pupils learn from",
    caption: `${told} One pupil sees only the third column, the other only the fourth, under the target’s label.`,
    alt: `${samples.length} pairs, a row each: start, target, matched under the robust network, matched under the standard one. ${told}`,
    ...size,
    rows: samples.map(({ label, start, target, robust: byRobust, standard: byStandard }) => ({
      label: `taught as “${label}”`,
      pictures: [
        made(start, "start"),
        made(target, "target"),
        made(byRobust, "robust"),
        made(byStandard, "standard"),
      ],
    })),
  };
}
