import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { compileAssembly } from "../kernels/compile.ts";
import { bundleForNode } from "../node-host.ts";
import { openChromiumBench } from "./chromium.ts";
import {
  hasOnnx,
  jaxTimes,
  nodeTimes,
  onnxTimes,
  peakRate,
  torchTimes,
  torchVersion,
  writeOnnxModel,
} from "./programs.ts";
import { median, type Times, workNames } from "./works.ts";

/** Images a batch of net B. */
export const batch = 64;
const repeats = 24;

export interface Speeds {
  /** Our engine in Node, processor time. */
  readonly wasm: Times;
  /** Our engine in Node and in a worker of Chromium, wall time. */
  readonly nodeWall: Times;
  readonly chromium: Times;
  /** tfjs's wasm engine as it ships, processor time. */
  readonly stock: Times;
  /** tfjs's cpu engine on net B, scaled to the same batch from a smaller one, processor time. */
  readonly cpu: Times;
  readonly jax: Times;
  /** Forward only; null where it is not installed. */
  readonly onnx: Times | null;
  /** One thread; null where Debian's Python has none. */
  readonly torch: Times | null;
  /** The limit of this core's 128-bit vectors in WebAssembly, multiplications and additions together, GFLOP/s. */
  readonly peak: number;
  /** How often as much two processes get done as one: of vector arithmetic alone, and of training steps of net B. */
  readonly twoProcesses: { readonly arithmetic: number; readonly training: number };
  /** Ours as a multiple of PyTorch's, and of a Chromium worker's of Node's, round by round: neighbours in time share what else the machine does. */
  readonly ratios: {
    readonly torch: readonly Times[];
    readonly chromium: readonly Times[];
  };
  readonly versions: { readonly chromium: string; readonly torch: string | null };
}

/** Rounds of the pairs whose ratios are judged, to each of the others'. */
const pairs = 3;

/** Times every engine at hand: rounds alternate between programs, medians are taken over rounds. */
export async function measureSpeeds(rounds: number, say: (what: string) => void): Promise<Speeds> {
  const peakModule = Buffer.from(await compileAssembly("scripts/bench/assembly/peak.ts")).toString(
    "base64",
  );
  const bundle = await bundleForNode("scripts/bench/measure.ts", "measure");
  const folder = await mkdtemp(join(tmpdir(), "retort-onnx-"));
  const browser = await openChromiumBench();
  try {
    const torch = await torchVersion();
    const model = join(folder, "net-b.onnx");
    const isOnnx = torch !== null && hasOnnx();
    if (isOnnx) await writeOnnxModel(model, batch);
    const ours = (clock: "processor" | "wall"): Promise<Times> =>
      nodeTimes(bundle, ["wasm", clock, `${batch}`, `${repeats}`]);

    const paired = {
      wasm: () => ours("processor"),
      torch: torch === null ? undefined : () => torchTimes(batch, repeats),
      nodeWall: () => ours("wall"),
      chromium: () => browser.measure(batch, repeats),
    };
    const others = {
      stock: () => nodeTimes(bundle, ["stock", "processor", `${batch}`, "6"]),
      jax: () => jaxTimes(batch, 2),
      onnx: isOnnx ? () => onnxTimes(model, batch, repeats) : undefined,
    };
    const measured: Record<string, Times[]> = {};
    const peaks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const programs = [
        ...Array.from({ length: pairs }, () => Object.entries(paired)).flat(),
        ...Object.entries(others),
      ];
      for (const [name, program] of programs) {
        if (program === undefined) continue;
        say(`round ${round + 1} of ${rounds}: ${name}`);
        (measured[name] ??= []).push(await program());
      }
      peaks.push(await peakRate(peakModule));
    }
    say("tfjs's cpu engine");
    const cpuBatch = 2;
    const names = "train,forward,inputGradient";
    const cpu = await nodeTimes(bundle, ["cpu", "processor", `${cpuBatch}`, "3", names]);

    say("two processes");
    const training = (): Promise<number> =>
      elapsed(() => nodeTimes(bundle, ["wasm", "wall", `${batch}`, "400", "train"]));
    const arithmetic = (): Promise<number> =>
      elapsed(async () => {
        for (let i = 0; i < 5; i += 1) await peakRate(peakModule);
      });
    const all = (name: string): Times => mediansOf(measured[name] ?? []);
    return {
      wasm: all("wasm"),
      nodeWall: all("nodeWall"),
      chromium: all("chromium"),
      stock: all("stock"),
      jax: all("jax"),
      onnx: isOnnx ? all("onnx") : null,
      torch: torch === null ? null : all("torch"),
      cpu: scaled(cpu, batch / cpuBatch),
      peak: median(peaks),
      twoProcesses: {
        arithmetic: await gainOfTwo(arithmetic, rounds),
        training: await gainOfTwo(training, rounds),
      },
      ratios: {
        torch: quotients(measured["wasm"], measured["torch"]),
        chromium: quotients(measured["chromium"], measured["nodeWall"]),
      },
      versions: { chromium: browser.version, torch },
    };
  } finally {
    await browser.close();
    for (const place of [dirname(bundle), folder])
      await rm(place, { recursive: true, force: true });
  }
}

/** How often as much work gets done in the same time by two programs at once as by one; median of so many rounds. */
async function gainOfTwo(program: () => Promise<number>, rounds: number): Promise<number> {
  const gains: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = await program();
    const together = await Promise.all([program(), program()]);
    gains.push((2 * alone) / Math.max(...together));
  }
  return median(gains);
}

/** Seconds that it takes. */
async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function mediansOf(rounds: readonly Times[]): Times {
  const found: Times = {};
  for (const work of workNames) {
    const values = rounds.flatMap((round) => round[work] ?? []);
    if (values.length > 0) found[work] = median(values);
  }
  return found;
}

/** Of each round's times, work by work. */
function quotients(rounds: readonly Times[] = [], bases: readonly Times[] = []): Times[] {
  return bases.map((base, round) => {
    const found: Times = {};
    for (const work of workNames) {
      const [time, yardstick] = [rounds[round]?.[work], base[work]];
      if (time !== undefined && yardstick !== undefined) found[work] = time / yardstick;
    }
    return found;
  });
}

function scaled(times: Times, factor: number): Times {
  return Object.fromEntries(
    Object.entries(times).map(([work, time]): [string, number] => [work, time * factor]),
  );
}
