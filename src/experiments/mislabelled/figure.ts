import type { Draw } from "#lab/experiment.ts";
import type { BarFigure, ImageGridFigure, LineFigure, Point, Rule } from "#lab/figure.ts";
import { percentsOverSeeds } from "#lab/intervals.ts";
import { decodePixels } from "#lab/pixels.ts";

import type { Lesson, Outcome, Study } from "./outcome.ts";
import type { Params } from "./spec.ts";

const accuracyAxis = { title: "clean test images right (%)", min: 0, max: 100 };
const chance: Rule = { axis: "y", at: 10, label: "chance" };

const end = (lessons: readonly Lesson[]): Lesson[] => lessons.slice(-1);
const accuracy = ({ accuracy: share }: Lesson): number => share;

/** Studies whose control has finished, in each seed. */
const finished = (outcomes: readonly Outcome[]): Study[][] =>
  outcomes.map(({ studies }) => studies.filter(({ shuffled }) => shuffled.length > 0));

/** Mean number of mistakes at each length of study that all seeds have finished. */
function mistakesAt(seeds: readonly (readonly Study[])[]): { lessons: number; mistakes: number }[] {
  const [first = []] = seeds;
  return first.flatMap(({ lessons }, i) => {
    const counts = seeds.flatMap((studies) => studies[i]?.mistakes ?? []);
    if (counts.length < seeds.length) return [];
    return [
      { lessons, mistakes: Math.round(counts.reduce((sum, n) => sum + n, 0) / counts.length) },
    ];
  });
}

function teachers(outcomes: readonly Outcome[], params: Params): LineFigure {
  const seeds = finished(outcomes);
  const curve = (share: (study: Study) => number): Point[] =>
    percentsOverSeeds(seeds, ({ lessons }) => lessons, share);
  const pupil = curve((study) => end(study.pupil).at(0)?.accuracy ?? 0);
  const shuffled = curve((study) => end(study.shuffled).at(0)?.accuracy ?? 0);
  const teacher = curve((study) => study.teacher);
  const counts = mistakesAt(seeds);
  const [last, lastShuffled, lastTeacher] = [pupil.at(-1), shuffled.at(-1), teacher.at(-1)];
  return {
    kind: "line",
    id: "teachers",
    title: "A better teacher, fewer mistakes, a better pupil",
    caption:
      last === undefined
        ? "No pupil has finished yet."
        : `The teacher of ${last.x} batches gets ${lastTeacher?.y} % right and leaves ${counts.at(-1)?.mistakes} mistakes; a pupil that saw nothing else gets ${last.y} % right. With the same wrong labels shuffled it gets ${lastShuffled?.y} %, chance being 10 %.`,
    alt: `Accuracy on clean test images over the teacher’s batches: ${
      pupil
        .map(
          ({ x, y }, i) =>
            `after ${x}, teacher ${teacher[i]?.y} %, ${counts[i]?.mistakes} mistakes, pupil ${y} %, shuffled ${shuffled[i]?.y} %`,
        )
        .join("; ") || "no value yet"
    }.`,
    x: { title: "batches that the teacher studied", min: 0, max: params.lessons },
    y: accuracyAxis,
    series: [
      { label: "teacher", mark: 1, origin: "here", points: teacher },
      { label: "pupil of its mistakes", mark: 0, origin: "here", points: pupil },
      { label: "mistakes shuffled", mark: 2, origin: "here", points: shuffled },
    ],
    rules: [chance],
  };
}

function learning(outcomes: readonly Outcome[], params: Params): LineFigure {
  const longest = outcomes.map(({ studies }) => studies.at(-1));
  const curve = (of: (study: Study) => readonly Lesson[]): Point[] =>
    percentsOverSeeds(
      longest.map((study) => (study === undefined ? [] : of(study))),
      ({ batches }) => batches,
      accuracy,
    );
  const pupil = curve((study) => study.pupil);
  const shuffled = curve((study) => study.shuffled);
  const reached = pupil.at(-1);
  return {
    kind: "line",
    id: "learning",
    title: "What the pupil knows, batch by batch",
    caption:
      reached === undefined
        ? "The pupil has not been to school yet."
        : `After ${reached.x} batches of mistakes the pupil gets ${reached.y} % of clean images right${shuffled.length === 0 ? "" : `, its twin with shuffled labels ${shuffled.at(-1)?.y} %`}.`,
    alt: `Accuracy on clean test images over the pupil’s batches: ${pupil.map(({ x, y }) => `${y} % after ${x}`).join(", ") || "no value yet"}; with shuffled labels ${shuffled.map(({ x, y }) => `${y} % after ${x}`).join(", ") || "no value yet"}.`,
    x: { title: "batches that the pupil studied", min: 0, max: params.pupilBatches },
    y: accuracyAxis,
    series: [
      { label: "pupil of mistakes", mark: 0, origin: "here", points: pupil },
      { label: "mistakes shuffled", mark: 2, origin: "here", points: shuffled },
    ],
    rules: [chance],
  };
}

const columns = 10;

function wall([first]: readonly Outcome[]): ImageGridFigure {
  const mistakes = first?.wall ?? [];
  const rows = Array.from({ length: Math.floor(mistakes.length / columns) }, (_, row) =>
    mistakes.slice(row * columns, (row + 1) * columns),
  );
  const teacher = first?.studies.at(-1);
  return {
    kind: "images",
    id: "wall",
    title: "The wall of mistakes",
    caption:
      teacher === undefined
        ? "No teacher has been asked yet."
        : `Some of the ${teacher.mistakes} images, of ${first?.poolCount}, that the teacher of ${teacher.lessons} batches gets wrong, each with the label that the pupil is taught. Not one of these labels is right.`,
    alt:
      rows.length === 0
        ? "No mistake has been found yet."
        : `${rows.length * columns} digits with wrong labels: ${rows
            .flat()
            .map(({ trueLabel, taughtLabel }) => `a ${trueLabel} taught as ${taughtLabel}`)
            .join("; ")}.`,
    width: 28,
    height: 28,
    channels: 1,
    rows: rows.map((row) => ({
      label: "",
      pictures: row.map(({ picture, taughtLabel }) => ({
        pixels: decodePixels(picture),
        label: `“${taughtLabel}”`,
      })),
    })),
  };
}

const bars = (rows: readonly (readonly Lesson[])[], x: number): Point[] =>
  percentsOverSeeds(rows.map(end), () => x, accuracy);

function comparison(outcomes: readonly Outcome[]): BarFigure {
  const last = outcomes.map(({ studies }) => studies.slice(-1));
  const shown = outcomes.map(({ clothes }) => clothes);
  const measured = [
    ...percentsOverSeeds(
      last,
      () => 0,
      ({ teacher }) => teacher,
    ),
    ...bars(
      last.map((studies) => studies.flatMap(({ pupil }) => pupil)),
      1,
    ),
    ...bars(
      shown.map((clothes) => clothes?.pupil ?? []),
      2,
    ),
    ...bars(
      shown.map((clothes) => clothes?.normalised ?? []),
      3,
    ),
  ];
  const value = (x: number): string => {
    const found = measured.find((point) => point.x === x);
    return found === undefined ? "not measured" : `${found.y} %`;
  };
  const published = [63.1, 49.7, 91, 94.5];
  const isWithClothes = measured.some(({ x }) => x > 1);
  const count = isWithClothes ? 4 : 2;
  return {
    kind: "bar",
    id: "comparison",
    title: "Here and in the comment",
    caption: `Pupil of mistakes: ${value(1)} here, 49.7 % in the comment, which used CIFAR-10 and a ResNet-18; only the order can be compared.${isWithClothes ? ` Pupil of clothes: ${value(2)} here, 91 % there; normalised ${value(3)} and 94.5 %.` : ""}`,
    alt: `Bars of accuracy. Here: teacher ${value(0)}, pupil of its mistakes ${value(1)}${isWithClothes ? `, pupil of clothes ${value(2)}, normalised ${value(3)}` : ""}. Published: ${published.slice(0, count).join(", ")} %.`,
    categories: ["teacher", "pupil:\nmistakes", "pupil:\nclothes", "clothes,\nnormalised"].slice(
      0,
      count,
    ),
    y: accuracyAxis,
    series: [
      {
        label: "published",
        mark: 1,
        origin: "published",
        points: published.slice(0, count).map((y, x) => ({ x, y })),
      },
      { label: "here", mark: 0, origin: "here", points: measured },
    ],
    rules: [chance],
  };
}

/** Teachers and pupils, the longest study's curves, its mistakes, and the comparison with the comment; also while a run is under way. */
const draw: Draw<Params, Outcome> = function* (outcomes, params) {
  yield teachers(outcomes, params);
  yield wall(outcomes);
  yield learning(outcomes, params);
  yield comparison(outcomes);
};
export default draw;
