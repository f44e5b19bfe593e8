import { type Checkpoint, howItGoesOn } from "./checkpoints.ts";
import type { Drive } from "./drive.ts";
import type { Engine, GraphicsEngine } from "./engine.ts";
import type { Begin } from "./orders.ts";
import type { Report } from "./protocol.ts";

interface Fallback {
  readonly engine: GraphicsEngine;
  /** Why it is this engine, where the reader left that open. */
  readonly reason?: string | undefined;
  /** Takes over, from the last checkpoint. */
  readonly spare: Engine;
  readonly begin: Begin;
  readonly report: (report: Report) => void;
}

/** How long a run may take to leave an engine that is gone, milliseconds: it may wait for numbers that never come. */
const leavingMs = 500;

/** Makes a run on a graphics engine; if that is lost or fails, says so in a notice and goes on with the spare one from the last checkpoint. */
export function driveWithFallback({ engine, reason, spare, begin, report }: Fallback): Drive {
  const checkpoints: Checkpoint[] = [];
  const orders = { isPaused: false, isAborted: false };
  const state = { isGone: false, hasEnded: false };
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();

  const changeOver = async (why: string): Promise<void> => {
    state.isGone = true;
    report({
      kind: "notice",
      message: `${why}; ${howItGoesOn(checkpoints, "on WebAssembly")}.`,
    });
    first.abort();
    await Promise.race([first.ended, new Promise((left) => void setTimeout(left, leavingMs))]);
    if (orders.isAborted) {
      report({ kind: "aborted" });
    } else {
      await spare.activate();
      current = begin(spare, report, { checkpoints, reason: lowered(why) });
      if (orders.isPaused) current.pause();
      await current.ended;
    }
    end();
  };

  const receive = (message: Report): void => {
    if (state.isGone) return;
    if (engine.isLost()) {
      void changeOver(lostReason);
    } else if (isOfEngine(message)) {
      void changeOver(`The graphics engine failed (${message.message.replace(/\.$/, "")})`);
    } else {
      // The message takes its memory along.
      if (message.kind === "checkpoint") checkpoints.push(structuredClone(message.checkpoint));
      report(message);
    }
  };
  const first = begin(engine, receive, { reason });
  let current = first;
  void first.ended.then(() => {
    state.hasEnded = true;
    if (!state.isGone) end();
  });
  void engine.lost.then(() => {
    if (!state.isGone && !state.hasEnded) void changeOver(lostReason);
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

/** As the reason stands within a sentence. */
function lowered(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

const lostReason = "The graphics processor was taken away";

/** Whether a run failed for what its engine may be the reason of. */
function isOfEngine(report: Report): report is Extract<Report, { kind: "failed" }> {
  return report.kind === "failed" && report.failure !== "data" && report.failure !== "parameters";
}
