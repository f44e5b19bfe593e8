import type { ImageGridFigure, Picture } from "#lab/figure.ts";
import { amplifiedChange, decodePixels } from "#lab/pixels.ts";

import { networkNames, type Outcome, type View } from "./outcome.ts";
import type { Params } from "./spec.ts";
import { confidence, endOf, rounded } from "./words.ts";

/** A picture before anything is known of it. */
const blank: Picture = { pixels: Array.from({ length: 784 }, () => 128), label: "" };

/** The digit under attack, a row for each network: before, change, after, slopes. A click on any picture chooses the pixel. */
export function attackPictures([first]: readonly Outcome[], params: Params): ImageGridFigure {
  const views = networkNames.map((name) => ({ name, view: first?.[name] ?? null }));
  const factor = amplification(views.map(({ view }) => view));
  const before = first === undefined ? [] : decodePixels(first.image);
  const told = views.map(({ name, view }) =>
    view === null
      ? `the ${name} network has not been asked yet`
      : `${name} network: ${story(view)}`,
  );
  return {
    kind: "images",
    id: "attack",
    title: "The attack on your digit",
    caption: `${sentence(told)} The change is shown ${factor} times as strong, grey being none. Slopes, each to its own steepest: bright where more ink strengthens the answer’s lead, dark where it weakens it. Click a pixel to ask what hangs on it.`,
    alt: `The digit before the attack, the change, the digit after, and the slopes, for two networks; ${told.join("; ")}.`,
    width: 28,
    height: 28,
    channels: 1,
    rows: views.map(({ name, view }) => ({
      label: `${name} network`,
      pictures:
        view === null
          ? [before.length > 0 ? { pixels: before, label: "before" } : blank, blank, blank, blank]
          : [
              { pixels: before, label: said(view.answer, view.confidences[0]) },
              {
                pixels: amplifiedChange(before, decodePixels(view.result), factor),
                label: `change ×${factor}`,
              },
              {
                pixels: decodePixels(view.result),
                label: said(endOf(view).answer, view.confidences.at(-1)),
              },
              { pixels: decodePixels(view.slopes), label: "slopes" },
            ],
    })),
    pick: { x: "column", y: "row" },
    chosen: { column: params.column, row: params.row },
  };
}

/** As strong as the largest change allows, the same for both networks. */
function amplification(views: readonly (View | null)[]): number {
  const largest = Math.max(0.05, ...views.map((view) => view?.change.linf ?? 0));
  return Math.min(8, Math.max(2, Math.floor(0.5 / largest)));
}

const said = (answer: number, confidences: readonly number[] | undefined): string =>
  `${answer}, ${confidence(confidences?.[answer])}`;

function story(view: View): string {
  const end = endOf(view);
  const change = `a change of ${rounded(view.change.l2)} in L2, ${rounded(view.change.linf)} at most in a pixel`;
  if (view.confidences.length === 1) return `a ${view.answer}, untouched`;
  return end.answer === view.answer
    ? `still a ${view.answer} after ${change}`
    : `a ${view.answer} becomes a ${end.answer} after ${change}`;
}

const sentence = (told: readonly string[]): string => {
  const text = told.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};
