import { type Checkpoint, howItGoesOn } from "./checkpoints.ts";
import { asFailure } from "./failure.ts";
import { notLoaded, openWorker } from "./open-worker.ts";
import type { FailureKind, Order, Report } from "./protocol.ts";

/** A run under way, from the page's side. */
export interface RunHandle {
  pause(): void;
  resume(): void;
  /** While paused: go on by one unit of work. */
  step(): void;
  /** Ends the run; `aborted` is reported within half a second, whatever the worker does. */
  abort(): void;
}

/** What a page hears of its run. */
export type PageReport = Exclude<Report, { kind: "checkpoint" }>;

type Start = Extract<Order, { kind: "start" }>;

/** How long a worker may take to obey `abort` before it is terminated, milliseconds. */
const graceMs = 500;

/**
 * Starts a worker for one run. Reports come in order and end with exactly one of `done`, `failed` and `aborted`, after which
 * the worker is gone; a worker that cannot be loaded is a `failed` like any other. Where the memory or the engine gives up, a
 * fresh worker goes on from the last checkpoint, once.
 */
export function startRun(order: Start, onReport: (report: PageReport) => void): RunHandle {
  const checkpoints: Checkpoint[] = [...(order.checkpoints ?? [])];
  const run = { hasEnded: false, hasRestarted: false, isAborted: false, isPaused: false };

  const receive = (report: Report): void => {
    if (run.hasEnded) return;
    if (report.kind === "checkpoint") {
      checkpoints.push(report.checkpoint);
      return;
    }
    if (report.kind === "failed" && !run.hasRestarted && !run.isAborted) {
      const reason = mendedByFreshWorker(report.failure);
      if (reason !== undefined) {
        restart(reason);
        return;
      }
    }
    if (report.kind === "done" || report.kind === "failed" || report.kind === "aborted") {
      run.hasEnded = true;
      worker.terminate();
    }
    onReport(report);
  };

  const restart = (reason: string): void => {
    run.hasRestarted = true;
    worker.terminate();
    onReport({
      kind: "notice",
      message: `${reason}; ${howItGoesOn(checkpoints, "in a fresh worker")}.`,
    });
    worker = orderedWorker({ ...order, checkpoints: [...checkpoints] }, receive);
    if (run.isPaused) worker.send({ kind: "pause" });
  };

  const send = (message: Order): void => {
    if (!run.hasEnded) worker.send(message);
  };

  let worker = orderedWorker(order, receive);
  return {
    pause: () => {
      run.isPaused = true;
      send({ kind: "pause" });
    },
    resume: () => {
      run.isPaused = false;
      send({ kind: "resume" });
    },
    step: () => send({ kind: "step" }),
    abort: () => {
      run.isAborted = true;
      send({ kind: "abort" });
      setTimeout(() => receive({ kind: "aborted" }), graceMs);
    },
  };
}

/** Why a run is made anew after such a failure; undefined where it would only fail again. */
function mendedByFreshWorker(failure: FailureKind): string | undefined {
  if (failure === "memory") return "The memory ran out";
  if (failure === "trap") return "The engine stopped in the midst of its work";
  return undefined;
}

interface OrderedWorker {
  send(message: Order): void;
  /** Ends it; nothing more is heard of it. */
  terminate(): void;
}

/** Starts a worker and gives it the order. */
function orderedWorker(order: Start, onReport: (report: Report) => void): OrderedWorker {
  const state = { isGone: false, hasSpoken: false };
  const report = (message: Report): void => {
    if (!state.isGone) onReport(message);
  };
  let worker: Worker | undefined;
  try {
    worker = openWorker((order.engine ?? "wasm") === "wasm" ? "wasm" : "graphics");
    worker.addEventListener("message", ({ data }: MessageEvent<Report>) => {
      state.hasSpoken = true;
      report(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      report(state.hasSpoken ? crashed(event.message) : notLoaded);
    });
    worker.postMessage(order);
  } catch {
    queueMicrotask(() => report(notLoaded));
  }
  return {
    send: (message) => worker?.postMessage(message),
    terminate: () => {
      state.isGone = true;
      worker?.terminate();
    },
  };
}

/** What a worker did not catch itself. */
function crashed(words: string): Report {
  const { failure, message } = asFailure(words);
  const isOurs = failure === "internal";
  return {
    kind: "failed",
    failure,
    message: isOurs ? `the experiment's program stopped: ${message}` : message,
  };
}
