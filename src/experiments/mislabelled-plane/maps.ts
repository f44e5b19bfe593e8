import { unpackDrawing } from "#lab/drawing.ts";
import type { ImageGridFigure, Picture } from "#lab/figure.ts";

import type { Outcome } from "./outcome.ts";
import { cellsAPixel, map, pad } from "./plan.ts";
import type { Params } from "./spec.ts";

type Colour = readonly [red: number, green: number, blue: number];

/** Okabe and Ito's blue and vermilion, both paled for the ground, and a line between the grounds. */
const marks: readonly [Colour, Colour] = [
  [0, 86, 140],
  [190, 70, 0],
];
const grounds: readonly [Colour, Colour] = [
  [196, 222, 238],
  [252, 228, 204],
];
const boundary: Colour = [70, 66, 60];
const blank: Colour = [240, 237, 230];

/** Cells of a pixel that the mark of its class covers: a plus, a cross. */
const shapes: readonly [readonly number[], readonly number[]] = [
  [1, 3, 4, 5, 7],
  [0, 2, 4, 6, 8],
];

type Drawings = readonly [first: string, second: string];

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** The plane as each network sees it: with the points that it learnt from, and with all that it is asked about. */
export function maps([outcome]: readonly Outcome[], params: Params): ImageGridFigure {
  const { teacher = null, pupil = null, shuffled = null, mistakes = 0 } = outcome ?? {};
  const all: Drawings = [params.first, params.second];
  const networks = [
    { name: "teacher", found: teacher, taught: all },
    { name: "pupil", found: pupil, taught: pupil?.taught },
    { name: "shuffled", found: shuffled, taught: shuffled?.taught },
  ];
  const row = (label: string, pictureOf: (network: (typeof networks)[number]) => Picture) => ({
    label,
    pictures: networks.map(pictureOf),
  });
  return {
    kind: "images",
    id: "plane",
    title: "The plane as teacher and pupils see it",
    caption: caption(outcome),
    alt: `Six maps of the plane: above, teacher, pupil and a pupil of shuffled mistakes, each with the points it learnt from; below, with all points. ${
      teacher === null
        ? "Nothing is learnt yet."
        : `Right are the teacher in ${percent(teacher.right)}, leaving ${mistakes} mistakes, the pupil in ${pupil === null ? "no point yet" : percent(pupil.right)}, pupils of shuffled mistakes in ${shuffled === null ? "no point yet" : percent(shuffled.right)}.`
    }`,
    ...map,
    channels: 3,
    rows: [
      row("what it learns from", ({ name, found, taught }) => ({
        pixels: painted(found?.map, taught),
        label: name,
      })),
      row("all points", ({ found }) => ({
        pixels: painted(found?.map, all),
        label: found === null ? "" : `${percent(found.right)} right`,
      })),
    ],
  };
}

function caption(outcome: Outcome | undefined): string {
  const key =
    "The ground shows what a network answers, the line where it changes its mind; pluses are taught or true points of the first class, crosses of the second.";
  if (outcome?.teacher === undefined || outcome.teacher === null) {
    return `Draw points of both classes. ${key}`;
  }
  const { counts, teacher, mistakes, pupil } = outcome;
  if (pupil === null) {
    return mistakes === 0
      ? `The teacher gets all ${counts[0] + counts[1]} points right, so there is no mistake to learn from; let it study less. ${key}`
      : `The teacher leaves ${mistakes} mistakes. ${key}`;
  }
  return `The teacher leaves ${mistakes} of ${counts[0] + counts[1]} points wrong. The pupil sees these alone, each under the wrong label, and gets ${percent(pupil.right)} of all points right, the teacher ${percent(teacher.right)}. ${key}`;
}

/** A map with its boundary and the marks of points. */
function painted(answers: string | undefined, points: Drawings | undefined): number[] {
  const seen = answers === undefined ? undefined : unpackDrawing(answers, map);
  const colours = Array.from({ length: map.width * map.height }, (_, cell): Colour => {
    if (seen === undefined) return blank;
    const [right, below] = [cell + 1, cell + map.width];
    const isEdge =
      (right % map.width !== 0 && seen[right] !== seen[cell]) ||
      (below < seen.length && seen[below] !== seen[cell]);
    return isEdge ? boundary : grounds[seen[cell] === true ? 0 : 1];
  });
  for (const which of [0, 1] as const) {
    const drawing = points?.[which];
    if (drawing === undefined) continue;
    unpackDrawing(drawing, pad).forEach((isInked, pixel) => {
      if (!isInked) return;
      const corner =
        Math.floor(pixel / pad.width) * cellsAPixel * map.width + (pixel % pad.width) * cellsAPixel;
      for (const cell of shapes[which]) {
        const place = corner + Math.floor(cell / cellsAPixel) * map.width + (cell % cellsAPixel);
        colours[place] = marks[which];
      }
    });
  }
  return colours.flat();
}
