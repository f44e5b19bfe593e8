import { agrees, goldenStep, stepMs } from "./engine-check.ts";
import type { Engine, EngineChoice, GraphicsEngine, GraphicsName } from "./engine.ts";
import { asFailure } from "./failure.ts";

export interface ChosenEngine {
  readonly engine: Engine | GraphicsEngine;
  /** Why it is not the one asked for by name, a sentence for the reader. */
  readonly notice?: string;
  /** Why it is this one, where it is not the one asked for by name; for the run's provenance. */
  readonly reason?: string;
}

/** What a choice asks of its host. */
interface ChoiceHost {
  readonly open: (name: GraphicsName) => Promise<GraphicsEngine>;
  /** Milliseconds of a training step on the engine at work. */
  readonly measure: (engine: Engine) => Promise<number>;
  /** Whether an engine asked for by name may be a software renderer. */
  readonly allowsSoftware?: boolean;
}

/** All measurements of a choice together, milliseconds. */
const measuringMs = 1000;

/** The engines of a browser's worker; each is loaded only when it is opened. */
export const browser: ChoiceHost = {
  open: async (name) => {
    if (name === "webgl") return (await import("./webgl-engine.ts")).openWebgl();
    // A browser without WebGPU has no such member.
    const { gpu } = navigator as Partial<Navigator>;
    return (await import("./webgpu-engine.ts")).openWebgpu(gpu);
  },
  measure: ({ tf }) => stepMs(tf, measuringMs / 3),
};

/**
 * The engine asked for, at work; `wasm`, which must be open, in its place where it is not to be had or computes other numbers.
 * It has hardware of its own, unless the host allows one asked for by name to be software; `auto` takes the fastest.
 */
export async function chooseEngine(
  asked: Exclude<EngineChoice, "wasm">,
  wasm: Engine,
  host: ChoiceHost = browser,
): Promise<ChosenEngine> {
  await wasm.activate();
  const golden = await goldenStep(wasm.tf);
  const chosen =
    asked === "auto" ? await fastest(wasm, golden, host) : await named(asked, wasm, golden, host);
  await chosen.engine.activate();
  return chosen;
}

async function named(
  name: GraphicsName,
  wasm: Engine,
  golden: Float32Array,
  host: ChoiceHost,
): Promise<ChosenEngine> {
  const { allowsSoftware = false } = host;
  const trial = await tryEngine(
    name,
    golden,
    host,
    ({ isSoftware }) => allowsSoftware || !isSoftware,
  );
  if (trial.engine !== undefined) return { engine: trial.engine };
  const { reason } = trial;
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  return { engine: wasm, notice: `${sentence}; the run takes WebAssembly instead.`, reason };
}

async function fastest(
  wasm: Engine,
  golden: Float32Array,
  host: ChoiceHost,
): Promise<ChosenEngine> {
  let best: { engine: Engine; ms: number } = { engine: wasm, ms: await host.measure(wasm) };
  const found = [`WebAssembly ${best.ms.toFixed(1)} ms a step`];
  for (const name of ["webgpu", "webgl"] as const) {
    const trial = await tryEngine(name, golden, host, (opened) => !opened.isSoftware);
    if (trial.engine === undefined) {
      found.push(`no ${properNames[name]} (${trial.reason})`);
      continue;
    }
    const { engine } = trial;
    const ms = await host.measure(engine).catch(() => Infinity);
    found.push(`${properNames[name]} ${ms < Infinity ? `${ms.toFixed(1)} ms` : "failed"}`);
    if (ms < best.ms) best = { engine, ms };
  }
  return { engine: best.engine, reason: `the fastest: ${found.join(", ")}` };
}

type Trial =
  | { readonly engine: GraphicsEngine }
  | { readonly engine?: undefined; readonly reason: string };

/** Opens an engine, puts it to work and compares a golden step. */
async function tryEngine(
  name: GraphicsName,
  golden: Float32Array,
  { open }: ChoiceHost,
  suits: (engine: GraphicsEngine) => boolean = () => true,
): Promise<Trial> {
  try {
    const engine = await open(name);
    if (!suits(engine)) return { reason: `${engine.device} is no graphics hardware` };
    await engine.activate();
    if (agrees(await goldenStep(engine.tf), golden)) return { engine };
    return { reason: `${properNames[name]} computes other numbers than it should on this device` };
  } catch (error) {
    return { reason: asFailure(error).message };
  }
}

const properNames = { webgl: "WebGL", webgpu: "WebGPU" } as const;
