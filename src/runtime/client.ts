import type { Order, Report } from "./protocol.ts";

/** A run under way, from the page's side. */
export interface RunHandle {
  pause(): void;
  resume(): void;
  /** While paused: go on by one unit of work. */
  step(): void;
  /** Ends the run; `aborted` is reported within half a second, whatever the worker does. */
  abort(): void;
}

/** How long a worker may take to obey `abort` before it is terminated, milliseconds. */
const graceMs = 500;

/**
 * Starts a worker for one run. Reports come in order and end with exactly one of `done`, `failed` and `aborted`, after which
 * the worker is gone; a worker that cannot be loaded is a `failed` like any other.
 */
export function startRun(
  order: Extract<Order, { kind: "start" }>,
  onReport: (report: Report) => void,
): RunHandle {
  const run: { worker?: Worker; hasEnded: boolean; hasSpoken: boolean } = {
    hasEnded: false,
    hasSpoken: false,
  };

  const receive = (report: Report): void => {
    if (run.hasEnded) return;
    if (report.kind === "done" || report.kind === "failed" || report.kind === "aborted") {
      run.hasEnded = true;
      run.worker?.terminate();
    }
    onReport(report);
  };

  const send = (message: Order): void => {
    if (!run.hasEnded) run.worker?.postMessage(message);
  };

  try {
    run.worker =
      (order.engine ?? "wasm") === "wasm"
        ? new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
        : new Worker(new URL("./graphics.ts", import.meta.url), { type: "module" });
    run.worker.addEventListener("message", ({ data }: MessageEvent<Report>) => {
      run.hasSpoken = true;
      receive(data);
    });
    run.worker.addEventListener("error", (event) => {
      event.preventDefault();
      receive(run.hasSpoken ? crashed(event.message) : notLoaded);
    });
    send(order);
  } catch {
    queueMicrotask(() => receive(notLoaded));
  }

  return {
    pause: () => send({ kind: "pause" }),
    resume: () => send({ kind: "resume" }),
    step: () => send({ kind: "step" }),
    abort: () => {
      send({ kind: "abort" });
      setTimeout(() => receive({ kind: "aborted" }), graceMs);
    },
  };
}

const notLoaded: Report = {
  kind: "failed",
  failure: "unsupported",
  message:
    "the browser did not load the experiment's program; a blocker, a lost connection or an old browser may be the reason",
};

function crashed(message: string): Report {
  return {
    kind: "failed",
    failure: "internal",
    message: `the experiment's program stopped: ${message}`,
  };
}
