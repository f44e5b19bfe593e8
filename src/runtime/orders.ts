/// <reference types="vite/client" />
import simdBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";

import { kernelsVersion } from "#kernels/version.ts";
import { randomStreams } from "#ml/random.ts";

import { type Drive, drive } from "./drive.ts";
import type { Engine } from "./engine.ts";
import { checkParams, findExperiment } from "./experiments.ts";
import { asFailure, RunFailure } from "./failure.ts";
import type { Order, Report } from "./protocol.ts";
import { openWasm } from "./wasm-engine.ts";

type Start = Extract<Order, { kind: "start" }>;

/** Begins a run on an engine that is at work. */
export type Begin = (engine: Engine, report: (message: Report) => void) => Drive;

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
  self.postMessage(message);
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
      openWasm(new URL(simdBinary, self.location.href).href),
    ]);
    const checked = checkParams(spec, order.params);
    const random = randomStreams(checked.seed);
    const load = (path: string): Promise<ArrayBuffer> => loadFile(order.root, path);
    const begin: Begin = ({ tf, id }, tell) => {
      tell({
        kind: "ready",
        provenance: {
          engine: id,
          kernels: kernelsVersion,
          host: browserName(navigator.userAgent),
          date: new Date().toISOString().slice(0, 10),
        },
      });
      return drive(run(checked, { tf, random, load }), {
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

async function loadFile(root: string, path: string): Promise<ArrayBuffer> {
  const address = new URL(path, root);
  const response = await fetch(address, { credentials: "same-origin" }).catch((error: unknown) => {
    throw new RunFailure("data", `${path} could not be fetched; the connection may be down`, {
      cause: error,
    });
  });
  if (!response.ok) {
    throw new RunFailure(
      "data",
      `this site has no ${path} (the server answered ${response.status})`,
    );
  }
  return response.arrayBuffer();
}

/** A function that waits for one turn of the message queue: orders come in, without the four milliseconds of a timer. */
function messageTick(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  return () =>
    new Promise((resolve) => {
      port1.addEventListener("message", () => resolve(), { once: true });
      port2.postMessage(null);
    });
}

/** A browser's name and version from what it sends, such as `Firefox 140`. */
function browserName(userAgent: string): string {
  const known = [/(Edg)\/(\d+)/, /(Firefox)\/(\d+)/, /(Chrome)\/(\d+)/, /Version\/(\d+).*(Safari)/];
  const match = known.map((pattern) => pattern.exec(userAgent)).find((found) => found !== null);
  if (match === undefined) return "an unknown browser";
  const [, first = "", second = ""] = match;
  if (second === "Safari") return `Safari ${first}`;
  return first === "Edg" ? `Edge ${second}` : `${first} ${second}`;
}
