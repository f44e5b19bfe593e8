import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { kernelsVersion } from "#kernels/version.ts";
import { withoutEngine } from "#lab/engines.ts";
import type { Snapshot } from "#lab/experiment.ts";
import type { Provenance } from "#lab/result.ts";
import type { Runtime } from "#lab/runtime.ts";
import { randomStreams } from "#ml/random.ts";

import { type Checkpoint, enginesOf, stages } from "./checkpoints.ts";
import { drive } from "./drive.ts";
import type { Engine, GraphicsEngine } from "./engine.ts";
import { checkParams, findExperiment } from "./experiments.ts";
import { RunFailure } from "./failure.ts";
import { remedy } from "./missing-file.ts";
import type { Report } from "./protocol.ts";
import { simdBinary } from "./simd-binary.ts";
import { openWasm } from "./wasm-engine.ts";

export interface RunOptions {
  /** Called at most ten times a second, and with the first and the last snapshot. */
  readonly onSnapshot?: (snapshot: Snapshot<unknown>, remainingMs: number | null) => void;
  /** Ends the run after the unit of work in hand. */
  readonly signal?: AbortSignal;
  /** The folder that `Runtime.load` reads from; default `public` in the working directory. */
  readonly folder?: string;
  /** Default `wasm`. */
  readonly engine?: NodeEngineName;
  /** Of an earlier run of the same parameters; their stages are skipped. */
  readonly checkpoints?: readonly Checkpoint[];
  /** Called as each stage is finished. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
}

/** The engines of this host: that of browsers, and a graphics processor through Dawn. */
export type NodeEngineName = "wasm" | "webgpu";

export interface Completed {
  readonly outcome: unknown;
  /** SHA-256 of the outcome's canonical JSON. */
  readonly digest: string;
  /** Time spent computing, milliseconds. */
  readonly elapsedMs: number;
  /** Processor time of this process over the run, seconds. */
  readonly cpuSeconds: number;
  readonly provenance: Provenance;
  /** Tensors that the run made and did not free; 0 for a sound experiment. */
  readonly tensorsLeft: number;
}

/** Makes one run in this process, unless told otherwise on the engine that browsers use. One at a time: an engine is global. Rejects with a RunFailure. */
export async function runExperiment(
  id: string,
  params: unknown,
  options: RunOptions = {},
): Promise<Completed> {
  const { spec, run } = await findExperiment(id);
  const checked = checkParams(spec, params);
  const engine = await nodeEngine(options.engine);
  await engine.activate();

  const tensorsBefore = engine.tf.memory().numTensors;
  const cpuBefore = process.cpuUsage();
  const ending = await driven(run(checked, nodeRuntime(engine, checked.seed, options)), options);
  const cpu = process.cpuUsage(cpuBefore);
  const tensorsLeft = engine.tf.memory().numTensors - tensorsBefore;

  const graphics = "device" in engine ? engine : undefined;
  if (graphics?.isLost() === true) {
    throw new RunFailure("lost", `the graphics processor ${graphics.device} was taken away`);
  }
  switch (ending.kind) {
    case "done":
      return {
        outcome: ending.outcome,
        digest: ending.digest,
        elapsedMs: ending.elapsedMs,
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
        provenance: {
          engine:
            spec.engine === "none"
              ? withoutEngine
              : enginesOf(options.checkpoints ?? [], engine.id),
          kernels: kernelsVersion,
          host: [`node ${process.versions.node}`, graphics?.device ?? []].flat().join(", "),
          date: new Date().toISOString().slice(0, 10),
        },
        tensorsLeft,
      };
    case "failed":
      throw new RunFailure(ending.failure, ending.message);
    case "aborted":
    default:
      throw new RunAborted(tensorsLeft);
  }
}

/** The run was ended by its signal. */
class RunAborted extends Error {
  readonly tensorsLeft: number;

  constructor(tensorsLeft: number) {
    super("the run was stopped");
    this.name = "RunAborted";
    this.tensorsLeft = tensorsLeft;
  }
}

type Ending = Extract<Report, { kind: "done" | "failed" | "aborted" }>;

function isEnding(report: Report): report is Ending {
  return report.kind === "done" || report.kind === "failed" || report.kind === "aborted";
}

async function driven(
  generator: AsyncGenerator<Snapshot<unknown>, void, undefined>,
  { onSnapshot, signal }: RunOptions,
): Promise<Ending> {
  const state: { ending: Ending } = { ending: { kind: "aborted" } };
  const running = drive(generator, {
    report: (report) => {
      if (report.kind === "snapshot") onSnapshot?.(report.snapshot, report.remainingMs);
      else if (isEnding(report)) state.ending = report;
    },
    now: () => performance.now(),
    breathe: () => new Promise((resume) => void setImmediate(resume)),
  });
  const abort = (): void => running.abort();
  if (signal?.aborted === true) abort();
  signal?.addEventListener("abort", abort);
  await running.ended;
  signal?.removeEventListener("abort", abort);
  return state.ending;
}

/** What this host lends a run of that seed. */
export function nodeRuntime(
  { tf, id }: Engine,
  seed: number,
  {
    folder = "public",
    checkpoints = [],
    onCheckpoint = () => {},
  }: Pick<RunOptions, "folder" | "checkpoints" | "onCheckpoint"> = {},
): Runtime {
  return {
    tf,
    random: randomStreams(seed),
    load: (path) => loadFile(folder, path),
    stage: stages({ kept: checkpoints, engine: id, onCheckpoint }),
  };
}

async function loadFile(folder: string, path: string): Promise<ArrayBuffer> {
  const file = resolve(folder, path);
  try {
    const bytes = await readFile(file);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  } catch (error) {
    throw new RunFailure("data", `there is no ${file}${remedy(path)}`, { cause: error });
  }
}

const engines = new Map<NodeEngineName, Promise<Engine | GraphicsEngine>>();

/** An engine of this process, opened at the first call. */
export function nodeEngine(name: NodeEngineName = "wasm"): Promise<Engine | GraphicsEngine> {
  const opened = engines.get(name) ?? open(name);
  engines.set(name, opened);
  return opened;
}

async function open(name: NodeEngineName): Promise<Engine | GraphicsEngine> {
  if (name === "wasm") return openWasm(await simdBinary());
  const [wasm, { openDawn }] = await Promise.all([nodeEngine("wasm"), import("./dawn.ts")]);
  return openDawn(wasm);
}
