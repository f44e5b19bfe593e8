/** What a command line asks to be computed, checked. */
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import {
  type PresetName,
  presetNames,
  type SeededParams,
  type Spec,
} from "../../src/lab/experiment.ts";
import { cacheFolder, projectFolder } from "../node-host.ts";

type AnySpec = Spec<SeededParams, unknown>;

export interface PresetOrder {
  readonly name: PresetName;
  readonly params: SeededParams;
  readonly seeds: readonly number[];
}

export interface Order {
  readonly experiment: string;
  readonly spec: AnySpec;
  readonly presets: readonly PresetOrder[];
  /** Processes at a time. */
  readonly jobs: number;
  /** Whether kept runs are made again. */
  readonly isFresh: boolean;
  /** Holds a folder an experiment with its results. */
  readonly results: string;
  /** Holds finished runs for a later start. */
  readonly kept: string;
}

const usage =
  "npm run precompute -- <experiment> [--preset full] [--seeds 1,2] [--jobs 2] [--fresh] [--out folder]";

/** Reads the words of a command line; throws one sentence for an unknown experiment, preset, seed or flag. */
export async function readOrder(words: readonly string[]): Promise<Order> {
  const { values, positionals } = parse(words);
  const [experiment, ...more] = positionals;
  if (experiment === undefined) throw new Error(`no experiment named; usage: ${usage}`);
  if (more.length > 0) throw new Error(`"${more.join(" ")}" is one word too many; usage: ${usage}`);
  const spec = await loadSpec(experiment);
  const names = values.preset === undefined ? presetNames : [presetNamed(values.preset)];
  const seeds = values.seeds === undefined ? undefined : readSeeds(values.seeds);
  return {
    experiment,
    spec,
    presets: names.map((name) => {
      const preset = spec.presets[name];
      return { name, params: preset.params, seeds: seeds ?? preset.seeds };
    }),
    jobs: values.jobs === undefined ? availableParallelism() : readJobs(values.jobs),
    isFresh: values.fresh ?? false,
    ...places(values.out),
  };
}

/** The committed results and the cache, or one folder for a trial that touches neither. */
function places(out: string | undefined): Pick<Order, "results" | "kept"> {
  if (out === undefined) {
    return {
      results: join(projectFolder, "public/results"),
      kept: join(cacheFolder, "precompute"),
    };
  }
  return { results: resolve(out), kept: resolve(out, ".kept") };
}

/** Ids of the experiments: the folders that hold a `run.ts`. */
function experimentFolders(): string[] {
  const folder = fileURLToPath(new URL("../../src/experiments/", import.meta.url));
  return readdirSync(folder)
    .filter((id) => existsSync(`${folder}${id}/run.ts`))
    .toSorted();
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        preset: { type: "string" },
        seeds: { type: "string" },
        jobs: { type: "string" },
        fresh: { type: "boolean" },
        out: { type: "string" },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? "") : String(error);
    throw new Error(`${reason.charAt(0).toLowerCase()}${reason.slice(1)}; usage: ${usage}`, {
      cause: error,
    });
  }
}

async function loadSpec(experiment: string): Promise<AnySpec> {
  const known = experimentFolders();
  if (!known.includes(experiment)) {
    throw new Error(
      `there is no experiment "${experiment}"; there are: ${known.join(", ") || "none"}`,
    );
  }
  const address = new URL(`../../src/experiments/${experiment}/spec.ts`, import.meta.url);
  const module: { default: AnySpec } = await import(address.href);
  return module.default;
}

function presetNamed(word: string): PresetName {
  const name = presetNames.find((preset) => preset === word);
  if (name === undefined)
    throw new Error(`there is no preset "${word}"; there are: ${presetNames.join(", ")}`);
  return name;
}

function readSeeds(word: string): number[] {
  const seeds = word.split(",").map(readSeed);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) throw new Error(`seed ${twice} is named twice`);
  return seeds;
}

function readSeed(word: string): number {
  const seed = Number(word);
  if (word.trim() === "" || !Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new Error(`seed "${word}" is not an integer from 0 to ${2 ** 32 - 1}`);
  }
  return seed;
}

function readJobs(word: string): number {
  const jobs = Number(word);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new Error(`--jobs ${word} is not a whole number from 1`);
  return jobs;
}
