/** What a command line asks to be computed, checked. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { type PresetName, presetNames, type SeededParams } from "../../src/lab/experiment.ts";
import type { NodeEngineName } from "../../src/runtime/node.ts";
import { ownParams } from "./own-params.ts";
import type { AnySpec, Workplace } from "./workplace.ts";

export interface PresetOrder {
  readonly name: PresetName;
  readonly params: SeededParams;
  readonly seeds: readonly number[];
}

export interface Order {
  readonly experiment: string;
  readonly spec: AnySpec;
  readonly presets: readonly PresetOrder[];
  readonly engine: NodeEngineName;
  /** Processes at a time. */
  readonly jobs: number;
  /** Whether kept runs are made again. */
  readonly isFresh: boolean;
  /** Holds a folder an experiment with its results. */
  readonly results: string;
  /** Holds finished runs for a later start. */
  readonly kept: string;
  /** Runs start here. */
  readonly folder: string;
}

const options =
  "<experiment> [--preset full] [--seeds 1,2] [--set name=value …] [--jobs 2] [--engine webgpu] [--fresh] [--out folder]";

/** Reads the words of a command line; throws one sentence for an unknown experiment, preset, seed or flag. */
export async function readOrder(words: readonly string[], place: Workplace): Promise<Order> {
  const usage = `${place.command} ${options}`;
  const { values, positionals } = parse(words, usage);
  const [experiment, ...more] = positionals;
  if (experiment === undefined) throw new Error(`no experiment named; usage: ${usage}`);
  if (more.length > 0) throw new Error(`"${more.join(" ")}" is one word too many; usage: ${usage}`);
  const spec = await loadSpec(experiment, place);
  const set = values.set ?? [];
  if (set.length > 0 && places(values.out, "wasm", place).results === place.results) {
    throw new Error(
      "--set makes other results than those committed; name another folder with --out",
    );
  }
  const names = values.preset === undefined ? presetNames : [presetNamed(values.preset)];
  const seeds = values.seeds === undefined ? undefined : readSeeds(values.seeds);
  const engine = readEngine(values.engine ?? "wasm");
  // Several processes on one graphics processor share its memory.
  const mostJobs = engine === "wasm" ? availableParallelism() : 1;
  return {
    experiment,
    spec,
    presets: names.map((name) => {
      const preset = spec.presets[name];
      const params = ownParams(spec, preset.params, set);
      return { name, params, seeds: seeds ?? preset.seeds };
    }),
    engine,
    jobs: values.jobs === undefined ? mostJobs : readJobs(values.jobs),
    isFresh: values.fresh ?? false,
    ...places(values.out, engine, place),
    folder: place.folder,
  };
}

/** The committed results and the cache, or one folder for a trial that touches neither. The committed ones are wasm's, as a reader's own run is. */
function places(
  out: string | undefined,
  engine: NodeEngineName,
  { results: committed, kept }: Workplace,
): Pick<Order, "results" | "kept"> {
  const isCommitted = out === undefined || resolve(out) === committed;
  if (isCommitted && engine !== "wasm") {
    throw new Error(
      `results of --engine ${engine} round otherwise than those in ${committed}; name another folder with --out`,
    );
  }
  if (out === undefined) return { results: committed, kept };
  return { results: resolve(out), kept: resolve(out, ".kept") };
}

function parse(words: readonly string[], usage: string) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        preset: { type: "string" },
        seeds: { type: "string" },
        set: { type: "string", multiple: true },
        jobs: { type: "string" },
        engine: { type: "string" },
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

function loadSpec(
  experiment: string,
  { experiments, loadSpec: load }: Workplace,
): Promise<AnySpec> {
  if (experiments.includes(experiment)) return load(experiment);
  throw new Error(
    `there is no experiment "${experiment}"; there are: ${experiments.join(", ") || "none"}`,
  );
}

function presetNamed(word: string): PresetName {
  const name = presetNames.find((preset) => preset === word);
  if (name === undefined)
    throw new Error(`there is no preset "${word}"; there are: ${presetNames.join(", ")}`);
  return name;
}

function readEngine(word: string): NodeEngineName {
  if (word === "wasm" || word === "webgpu") return word;
  throw new Error(`there is no engine "${word}"; there are: wasm, webgpu`);
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
