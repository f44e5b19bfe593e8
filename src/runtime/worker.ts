/// <reference types="vite/client" />
/** The Web Worker that makes one run: the entry point of everything that computes in a browser. */
import simdBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";

import { kernelsVersion } from "#kernels/version.ts";
import { randomStreams } from "#ml/random.ts";

import { type Drive, drive } from "./drive.ts";
import { openEngine } from "./engine.ts";
import { checkParams, findExperiment } from "./experiments.ts";
import { asFailure, RunFailure } from "./failure.ts";
import type { Order, Report } from "./protocol.ts";

type Start = Extract<Order, { kind: "start" }>;

/** The run under way, and the orders that came before it was. */
const current: { drive?: Drive; readonly waiting: Order[] } = { waiting: [] };

self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
  if (data.kind === "start") void start(data);
  else if (current.drive === undefined) current.waiting.push(data);
  else obey(current.drive, data);
});

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

async function start({ experiment, params, root }: Start): Promise<void> {
  try {
    const [{ spec, run }, engine] = await Promise.all([
      findExperiment(experiment),
      openEngine(new URL(simdBinary, self.location.href).href),
    ]);
    const checked = checkParams(spec, params);
    const random = randomStreams(checked.seed);
    const load = (path: string): Promise<ArrayBuffer> => loadFile(root, path);
    report({
      kind: "ready",
      provenance: {
        engine: engine.id,
        kernels: kernelsVersion,
        host: browserName(navigator.userAgent),
        date: new Date().toISOString().slice(0, 10),
      },
    });
    current.drive = drive(run(checked, { tf: engine.tf, random, load }), {
      report,
      now: () => performance.now(),
      breathe: messageTick(),
    });
    for (const order of current.waiting) obey(current.drive, order);
  } catch (error) {
    const { failure, message } = asFailure(error);
    report({ kind: "failed", failure, message });
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
