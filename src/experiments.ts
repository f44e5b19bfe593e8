import type { MarkdownInstance } from "astro";

import { isRaster } from "#figures/raster.ts";
import type { Judgement } from "#lab/claim.ts";
import {
  type Draw,
  type PresetName,
  presetNames,
  type SeededParams,
  type Spec,
} from "#lab/experiment.ts";
import type { Figure, PictureFigure } from "#lab/figure.ts";
import { type Result, resultSchema } from "#lab/result.ts";

const specs = import.meta.glob<Spec<SeededParams, unknown>>("./experiments/*/spec.ts", {
  import: "default",
  eager: true,
});
const draws = import.meta.glob<Draw<SeededParams, unknown>>("./experiments/*/figure.ts", {
  import: "default",
  eager: true,
});
/** As text: as modules, they would be most of the program that makes the site. */
const results = import.meta.glob<string>("/public/results/*/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

const protocols = import.meta.glob<MarkdownInstance<Record<string, never>>>(
  "./experiments/*/README.md",
  { eager: true },
);

/** An experiment as a page shows it: what is asked and how it is drawn. */
export interface ShownExperiment {
  readonly id: string;
  readonly spec: Spec<SeededParams, unknown>;
  readonly draw: Draw<SeededParams, unknown>;
}

/** Every experiment of this build, by id. */
export const experiments: readonly ShownExperiment[] = Object.entries(specs)
  .flatMap(([path, spec]) => {
    const id = path.split("/").at(-2) ?? "";
    const draw = draws[`./experiments/${id}/figure.ts`];
    return draw === undefined ? [] : [{ id, spec, draw }];
  })
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The experiment of that id; its absence fails the build. */
export function experiment(id: string): ShownExperiment {
  const found = experiments.find((other) => other.id === id);
  if (found === undefined) {
    throw new Error(
      `there is no experiment "${id}"; there are ${experiments.map((other) => other.id).join(", ")}`,
    );
  }
  return found;
}

/** The README of an experiment: the name in its first heading, and all of it as a component. */
export function protocol(id: string): {
  readonly name: string;
  readonly Content: MarkdownInstance<Record<string, never>>["Content"];
} {
  const found = protocols[`./experiments/${id}/README.md`];
  if (found === undefined) throw new Error(`src/experiments/${id} has no README.md; write one`);
  const heading = found.getHeadings().find(({ depth }) => depth === 1);
  if (heading === undefined) {
    throw new Error(`src/experiments/${id}/README.md has no name; begin it with "# " and the name`);
  }
  return { name: heading.text, Content: found.Content };
}

/** The committed result of a preset; its absence fails the build. */
export function recorded(id: string, preset: PresetName): Result {
  const found = results[`/public/results/${id}/${preset}.json`];
  if (found === undefined) {
    throw new Error(`no result for ${id}/${preset}; run npm run precompute -- ${id}`);
  }
  const result = resultSchema.parse(JSON.parse(found));
  const { version } = experiment(id).spec;
  if (result.version !== version) {
    throw new Error(
      `the result ${id}/${preset} is of version ${result.version}, the experiment is at ${version}; run npm run precompute -- ${id} --preset ${preset}`,
    );
  }
  return result;
}

/** Each claim of an experiment with its verdict on a committed result. */
export function verdicts(
  { spec }: ShownExperiment,
  result: Result,
): readonly {
  readonly claim: ShownExperiment["spec"]["claims"][number];
  readonly judgement: Judgement;
}[] {
  const outcomes = result.runs.map(({ outcome }) => outcome);
  return spec.claims.map((claim) => ({ claim, judgement: claim.check(outcomes) }));
}

/** The presets that have a committed result, `smoke` apart, in the order of their cost. */
export function recordedPresets(id: string): PresetName[] {
  return presetNames.filter(
    (preset) => preset !== "smoke" && `/public/results/${id}/${preset}.json` in results,
  );
}

/** Figures of results that were asked for lately. */
const lately = new Map<string, readonly Figure[]>();

/** The figures of a committed result over its seeds. */
export function recordedFigures(id: string, preset: PresetName): readonly Figure[] {
  const name = `${id}/${preset}`;
  const figures = lately.get(name) ?? drawnFigures(id, preset);
  lately.delete(name);
  lately.set(name, figures);
  for (const old of [...lately.keys()].slice(0, -4)) lately.delete(old);
  return figures;
}

function drawnFigures(id: string, preset: PresetName): readonly Figure[] {
  const { draw, spec } = experiment(id);
  const result = recorded(id, preset);
  const outcomes = result.runs.map(({ outcome }) => outcome);
  return [...draw(outcomes, spec.params.parse(result.params))];
}

/** The preset whose result feeds and other still forms show: `full`, else the heaviest that is recorded. */
export function stillPreset(id: string): PresetName | undefined {
  const presets = recordedPresets(id);
  return presets.includes("full") ? "full" : presets.at(-1);
}

/** The first picture of an experiment's still form; undefined where it has none. */
export function mainFigure(id: string): PictureFigure | undefined {
  const preset = stillPreset(id);
  if (preset === undefined) return undefined;
  return recordedFigures(id, preset).find(
    (figure): figure is PictureFigure => figure.kind !== "table",
  );
}

/** A picture of a committed result, by name. */
export interface ShownFigure {
  readonly experiment: string;
  readonly preset: PresetName;
  readonly figure: string;
  readonly isRaster: boolean;
}

/** Every picture of every committed result that the site shows. */
export function shownFigures(): ShownFigure[] {
  return experiments.flatMap(({ id }) =>
    recordedPresets(id).flatMap((preset) =>
      recordedFigures(id, preset).flatMap((figure) =>
        figure.kind === "table"
          ? []
          : [{ experiment: id, preset, figure: figure.id, isRaster: isRaster(figure) }],
      ),
    ),
  );
}

/** The figure of that name in a committed result. */
export function shownFigure({ experiment: id, preset, figure }: ShownFigure): PictureFigure {
  const found = recordedFigures(id, preset).find(
    (one): one is PictureFigure => one.kind !== "table" && one.id === figure,
  );
  if (found === undefined) throw new Error(`the result ${id}/${preset} has no picture "${figure}"`);
  return found;
}
