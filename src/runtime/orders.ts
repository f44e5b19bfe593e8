/// <reference types="vite/client" />
import simdBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";

import { kernelsVersion } from "#kernels/version.ts";
import { randomStreams } from "#ml/random.ts";

import { buffersOf } from "./buffers.ts";
import { type Checkpoint, enginesOf, stages } from "./checkpoints.ts";
import { type Drive, drive } from "./drive.ts";
import type { Engine } from "./engine.ts";
import { checkParams, findExperiment } from "./experiments.ts";
import { asFailure } from "./failure.ts";
import type { Order, Report } from "./protocol.ts";
import { openWasm } from "./wasm-engine.ts";
import { browserName, loadFile, messageTick } from "./worker-host.ts";

type Start = Extract<Order, { kind: "start" }>;

/** Begins a run on an engine that is at work. */
export type Begin = (
  engine: Engine,
  report: (message: Report) => void,
  beginning?: Beginning,
) => Drive;

interface Beginning {
  /** Made since the order came, on top of those that it held. */
  readonly checkpoints?: readonly Checkpoint[];
  /** Why it is this engine, where that was not the order's own choice. */
  readonly reason?: string | undefined;
}

/** Has a run begun, on wasm, which is open and at work, or on another engine. */
export type Host = (
  order: Start,
  wasm: Engine,
  begin: Begin,
  report: (message: Report) => void,
) => Drive | Promise<Drive>;

/** Makes this worker take orders for one run. */
export function takeOrders(host: Host): void {
  /** The run under way, and the orders that came before it was. */
  const current: { drive?: Drive; readonly waiting: Order[] } = { waiting: [] };

  self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
    if (data.kind === "start") void begin(data);
    else if (current.drive === undefined) current.waiting.push(data);
    else obey(current.drive, data);
  });

  const begin = async (order: Start): Promise<void> => {
    const run = await start(order, host);
    if (run === undefined) return;
    current.drive = run;
    for (const waiting of current.waiting) obey(run, waiting);
  };
}

function report(message: Report): void {
  // A checkpoint is a copy already, and may be of many megabytes.
  self.postMessage(message, message.kind === "checkpoint" ? buffersOf(message.checkpoint) : []);
}

function obey(run: Drive, order: Order): void {
  switch (order.kind) {
    case "pause":
      return run.pause();
    case "resume":
      return run.resume();
    case "step":
      return run.step();
    case "abort":
      return run.abort();
    case "start":
    default:
      return undefined;
  }
}

/** Undefined where the run could not begin, which is reported. */
async function start(order: Start, host: Host): Promise<Drive | undefined> {
  try {
    const [{ spec, run }, wasm] = await Promise.all([
      findExperiment(order.experiment),
      wasmEngine(),
    ]);
    const checked = checkParams(spec, order.params);
    const random = randomStreams(checked.seed);
    const load = (path: string): Promise<ArrayBuffer> => loadFile(order.root, path);
    const begin: Begin = ({ tf, id }, tell, { checkpoints = [], reason } = {}) => {
      const kept = [...(order.checkpoints ?? []), ...checkpoints];
      tell({
        kind: "ready",
        provenance: {
          engine: enginesOf(kept, id),
          ...(reason !== undefined && { engineReason: reason }),
          kernels: kernelsVersion,
          host: browserName(navigator.userAgent),
          date: new Date().toISOString().slice(0, 10),
        },
      });
      const stage = stages({
        kept,
        engine: id,
        onCheckpoint: (checkpoint) => tell({ kind: "checkpoint", checkpoint }),
      });
      return drive(run(checked, { tf, random, load, stage }), {
        report: tell,
        now: () => performance.now(),
        breathe: messageTick(),
      });
    };
    return await host(order, wasm, begin, report);
  } catch (error) {
    const { failure, message } = asFailure(error);
    report({ kind: "failed", failure, message });
    return undefined;
  }
}

const opened: { wasm?: Promise<Engine> } = {};

/** The engine of this thread, opened at the first run. */
function wasmEngine(): Promise<Engine> {
  opened.wasm ??= openWasm(new URL(simdBinary, self.location.href).href);
  return opened.wasm;
}
