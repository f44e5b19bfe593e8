import type { Drive } from "./drive.ts";
import type { Engine, GraphicsEngine } from "./engine.ts";
import type { Begin } from "./orders.ts";
import type { Report } from "./protocol.ts";

interface Fallback {
  readonly engine: GraphicsEngine;
  /** Takes over, from the start of the run. */
  readonly spare: Engine;
  readonly begin: Begin;
  readonly report: (report: Report) => void;
}

/** How long a run may take to leave an engine that is gone, milliseconds: it may wait for numbers that never come. */
const leavingMs = 500;

/** Makes a run on a graphics engine; if that is lost or fails, says so in a notice and starts the run over on the spare one. */
export function driveWithFallback({ engine, spare, begin, report }: Fallback): Drive {
  const orders = { isPaused: false, isAborted: false };
  const state = { isGone: false, hasEnded: false };
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();

  const startOver = async (reason: string): Promise<void> => {
    state.isGone = true;
    report({ kind: "notice", message: `${reason}; the run starts over on WebAssembly.` });
    first.abort();
    await Promise.race([first.ended, new Promise((left) => void setTimeout(left, leavingMs))]);
    if (orders.isAborted) {
      report({ kind: "aborted" });
    } else {
      await spare.activate();
      current = begin(spare, report);
      if (orders.isPaused) current.pause();
      await current.ended;
    }
    end();
  };

  const first = begin(engine, (message) => {
    if (state.isGone) return;
    if (engine.isLost()) void startOver(lostReason);
    else if (isOfEngine(message))
      void startOver(`The graphics engine failed (${message.message.replace(/\.$/, "")})`);
    else report(message);
  });
  let current = first;
  void first.ended.then(() => {
    state.hasEnded = true;
    if (!state.isGone) end();
  });
  void engine.lost.then(() => {
    if (!state.isGone && !state.hasEnded) void startOver(lostReason);
  });

  return {
    pause: () => {
      orders.isPaused = true;
      current.pause();
    },
    resume: () => {
      orders.isPaused = false;
      current.resume();
    },
    step: () => current.step(),
    abort: () => {
      orders.isAborted = true;
      current.abort();
    },
    ended,
  };
}

const lostReason = "The graphics processor was taken away";

/** Whether a run failed for what its engine may be the reason of. */
function isOfEngine(report: Report): report is Extract<Report, { kind: "failed" }> {
  return report.kind === "failed" && report.failure !== "data" && report.failure !== "parameters";
}
