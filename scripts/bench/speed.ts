import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { z } from "zod";

import { bundleForNode } from "../node-host.ts";

const timesSchema = z.object({ train: z.number(), forward: z.number(), inputGradient: z.number() });
/** Processor time of one batch, milliseconds. */
export type Times = z.infer<typeof timesSchema>;

export interface Speeds {
  readonly wasm: Times;
  /** tfjs's cpu engine, scaled to the same batch from a smaller one. */
  readonly cpu: Times;
  /** PyTorch on one thread; null where Debian's Python has none. */
  readonly torch: Times | null;
}

/** Images a batch. */
export const batch = 64;

/** Times net B on our wasm engine, tfjs's cpu engine and PyTorch: rounds alternate between programs, medians are taken over rounds. */
export async function measureSpeeds(rounds: number): Promise<Speeds> {
  const bundle = await bundleForNode("scripts/bench/measure.ts", "measure");
  try {
    const wasm: Times[] = [];
    const torch: (Times | null)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      wasm.push(await times(process.execPath, [bundle, "wasm", `${batch}`, "24"]));
      torch.push(await torchTimes());
    }
    const cpuBatch = 2;
    const cpu = await times(process.execPath, [bundle, "cpu", `${cpuBatch}`, "3"]);
    return {
      wasm: medians(wasm),
      cpu: mapTimes(cpu, (ms) => (ms * batch) / cpuBatch),
      torch: torch.some((round) => round === null)
        ? null
        : medians(torch.filter((round) => round !== null)),
    };
  } finally {
    await rm(dirname(bundle), { recursive: true, force: true });
  }
}

const run = promisify(execFile);

async function times(program: string, words: readonly string[]): Promise<Times> {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const { stdout } = await run(program, words, { env });
  return timesSchema.parse(JSON.parse(stdout));
}

async function torchTimes(): Promise<Times | null> {
  const python = "/usr/bin/python3";
  const hasTorch = await run(python, ["-c", "import torch"]).then(
    () => true,
    () => false,
  );
  if (!hasTorch) return null;
  const program = fileURLToPath(new URL("net_b.py", import.meta.url));
  return times(python, [program, `${batch}`, "24"]);
}

function medians(rounds: readonly Times[]): Times {
  return {
    train: median(rounds.map(({ train }) => train)),
    forward: median(rounds.map(({ forward }) => forward)),
    inputGradient: median(rounds.map(({ inputGradient }) => inputGradient)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function mapTimes({ train, forward, inputGradient }: Times, change: (ms: number) => number): Times {
  return {
    train: change(train),
    forward: change(forward),
    inputGradient: change(inputGradient),
  };
}
