import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { z } from "zod";

import { compileAssembly } from "../kernels/compile.ts";
import { bundleForNode } from "../node-host.ts";

const netTimes = { train: z.number(), forward: z.number(), inputGradient: z.number() };
const timesSchema = z.object({ ...netTimes, dqn: z.number(), lstm: z.number() });
/** Processor time of one batch, milliseconds. */
type Times = z.infer<typeof timesSchema>;
export type Work = keyof Times;

export interface Speeds {
  readonly wasm: Times;
  /** The limit of this core's 128-bit vectors in WebAssembly, multiplications and additions together, GFLOP/s. */
  readonly peak: number;
  /** tfjs's cpu engine on net B, scaled to the same batch from a smaller one. */
  readonly cpu: Partial<Times>;
  /** PyTorch on one thread; null where Debian's Python has none. */
  readonly torch: Times | null;
}

/** Images a batch of net B. */
export const batch = 64;

/** Times our wasm engine, tfjs's cpu engine and PyTorch: rounds alternate between programs, medians are taken over rounds. */
export async function measureSpeeds(rounds: number): Promise<Speeds> {
  const peakModule = Buffer.from(await compileAssembly("scripts/bench/assembly/peak.ts")).toString(
    "base64",
  );
  const bundle = await bundleForNode("scripts/bench/measure.ts", "measure");
  const measured = timesSchema.extend({ peak: z.number() });
  try {
    const wasm: z.infer<typeof measured>[] = [];
    const torch: (Times | null)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const words = [bundle, "wasm", `${batch}`, "24", peakModule];
      wasm.push(measured.parse(await output(process.execPath, words)));
      torch.push(await torchTimes());
    }
    const cpuBatch = 2;
    const cpu = z
      .object(netTimes)
      .parse(await output(process.execPath, [bundle, "cpu", `${cpuBatch}`, "3"]));
    const scale = batch / cpuBatch;
    return {
      wasm: medians(wasm),
      peak: median(wasm.map(({ peak }) => peak)),
      cpu: {
        train: cpu.train * scale,
        forward: cpu.forward * scale,
        inputGradient: cpu.inputGradient * scale,
      },
      torch: torch.some((round) => round === null)
        ? null
        : medians(torch.filter((round) => round !== null)),
    };
  } finally {
    await rm(dirname(bundle), { recursive: true, force: true });
  }
}

const run = promisify(execFile);

async function output(program: string, words: readonly string[]): Promise<unknown> {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const { stdout } = await run(program, words, { env });
  return JSON.parse(stdout);
}

async function torchTimes(): Promise<Times | null> {
  const python = "/usr/bin/python3";
  const hasTorch = await run(python, ["-c", "import torch"]).then(
    () => true,
    () => false,
  );
  if (!hasTorch) return null;
  const program = fileURLToPath(new URL("yardstick.py", import.meta.url));
  return timesSchema.parse(await output(python, [program, `${batch}`, "24"]));
}

function medians(rounds: readonly Times[]): Times {
  const of = (work: Work): number => median(rounds.map((round) => round[work]));
  return {
    train: of("train"),
    forward: of("forward"),
    inputGradient: of("inputGradient"),
    dqn: of("dqn"),
    lstm: of("lstm"),
  };
}

/** The middle of the values, the upper one of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
