/** Finished runs kept for a later start, and the results made of them. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { z } from "zod";

import { kernelsVersion } from "../../src/kernels/version.ts";
import { provenanceSchema, type Result, resultSchema } from "../../src/lab/result.ts";
import { canonicalJson, digest } from "../../src/runtime/digest.ts";
import { compactJson } from "./compact-json.ts";
import type { Order, PresetOrder } from "./order.ts";

/** One seed of one preset, to be made. */
export interface PlannedRun {
  readonly preset: PresetOrder;
  readonly seed: number;
  /** Where the finished run is kept. */
  readonly path: string;
}

const keptSchema = z.strictObject({
  run: resultSchema.shape.runs.element,
  provenance: provenanceSchema,
});
export type KeptRun = z.infer<typeof keptSchema>;

/** Most bytes of a result: readers fetch them and the repository keeps every version. */
const mostBytes = 200 * 1024;

/** The runs of an order that are not kept from an earlier start; throws at once if what they give could not be written. */
export async function missingRuns(order: Order): Promise<PlannedRun[]> {
  for (const folder of [order.kept, join(order.results, order.experiment)]) {
    await checkWritable(folder);
  }
  return order.presets
    .flatMap((preset) => preset.seeds.map((seed) => plan(order, preset, seed)))
    .filter(({ path }) => order.isFresh || !existsSync(path));
}

/** Keeps a finished run, once its outcome has the shape that the experiment promises. */
export async function keepRun(order: Order, planned: PlannedRun, kept: KeptRun): Promise<void> {
  checkOutcome(order, planned.seed, kept.run.outcome);
  await writeWhole(planned.path, JSON.stringify(keptSchema.parse(kept)));
}

/** Writes `public/results/<experiment>/<preset>.json` from the kept runs. */
export async function writeResult(
  order: Order,
  preset: PresetOrder,
): Promise<{ path: string; bytes: number; seeds: number }> {
  const kept = await Promise.all(
    preset.seeds.map(async (seed) => readKept(plan(order, preset, seed).path)),
  );
  const latest = kept.toSorted((a, b) => (a.provenance.date < b.provenance.date ? 1 : -1))[0];
  const result = {
    experiment: order.experiment,
    version: order.spec.version,
    preset: preset.name,
    params: { ...preset.params },
    runs: kept.map(({ run: { seed, digest: hash, cpuSeconds, outcome } }) => ({
      seed,
      digest: hash,
      cpuSeconds,
      outcome,
    })),
    provenance: latest?.provenance,
  };
  const checked: Result = resultSchema.parse(result);
  for (const { seed, outcome } of checked.runs) checkOutcome(order, seed, outcome);
  const text = compactJson(result);
  const bytes = Buffer.byteLength(text);
  const path = join(order.results, order.experiment, `${preset.name}.json`);
  if (bytes > mostBytes) {
    throw new Error(
      `${shortPath(path)} would be ${Math.ceil(bytes / 1024)} KB; a result may have ${mostBytes / 1024}, so the outcome must say less`,
    );
  }
  await writeWhole(path, text);
  return { path: shortPath(path), bytes, seeds: kept.length };
}

function plan(order: Order, preset: PresetOrder, seed: number): PlannedRun {
  const identity = canonicalJson({
    experiment: order.experiment,
    version: order.spec.version,
    preset: preset.name,
    params: { ...preset.params, seed },
    kernels: kernelsVersion,
    // Left out for wasm: runs kept by earlier versions of this command are found again.
    ...(order.engine === "wasm" ? {} : { engine: order.engine }),
  });
  const hash = createHash("sha256").update(identity).digest("hex").slice(0, 16);
  const path = join(order.kept, `${order.experiment}-${preset.name}-${seed}-${hash}.json`);
  return { preset, seed, path };
}

async function readKept(path: string): Promise<KeptRun> {
  const text = await readFile(path, "utf8");
  const kept = keptSchema.safeParse(parsed(text)).data;
  if (kept === undefined || digest(kept.run.outcome) !== kept.run.digest) {
    throw new Error(`${path} was changed after it was written; delete it and start again`);
  }
  return kept;
}

/** The value of a JSON text; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkOutcome({ spec, experiment }: Order, seed: number, outcome: unknown): void {
  const checked = spec.outcome.safeParse(outcome);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  const place = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
  throw new Error(
    `the outcome of ${experiment} at seed ${seed} is not what its spec promises; ${place}`,
  );
}

/** Under its name stands the old file or the whole new one, never a part. */
export async function writeWhole(path: string, text: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unwritable(path, error);
  }
}

/** Makes the folder and a file in it, which is removed again. */
async function checkWritable(folder: string): Promise<void> {
  const probe = join(folder, `.${process.pid}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(path: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `${shortPath(path)} cannot be written (${reason}); make room for it, or give another folder with --out`,
    { cause },
  );
}

/** A path as seen from the working folder, where it lies inside. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
