import type { Snapshot } from "#lab/experiment.ts";
import { NotANumberError } from "#lab/not-a-number.ts";

import { digest } from "./digest.ts";
import { asFailure, RunFailure } from "./failure.ts";
import { firstNotFinite } from "./finite.ts";
import { pace } from "./pace.ts";
import type { Report } from "./protocol.ts";

/** What the loop asks of its host. */
export interface DriveHost {
  readonly report: (report: Report) => void;
  /** Milliseconds on a clock that never goes back; for pace and throttling, never for a result. */
  readonly now: () => number;
  /** Resolves once waiting orders have been taken in. */
  readonly breathe: () => Promise<void>;
}

/** Orders to a run under way; each takes effect after the unit of work in hand. */
export interface Drive {
  pause(): void;
  resume(): void;
  /** While paused: one unit more. */
  step(): void;
  abort(): void;
  /** Settles when the run has ended, whatever way, and its tensors are freed; never rejects. */
  readonly ended: Promise<void>;
}

/** Between two snapshots, milliseconds: ten a second. */
const snapshotMs = 100;

/** Between two looks at the orders, milliseconds. */
const breathMs = 15;

/** Pulls a run to its end: reports snapshots, obeys orders, frees the run's tensors, digests the outcome. */
export function drive(
  run: AsyncGenerator<Snapshot<unknown>, void, undefined>,
  host: DriveHost,
): Drive {
  const orders = { paused: false, steps: 0, aborted: false };
  const waiting: { wake?: () => void } = {};
  const changed = (): void => waiting.wake?.();
  const nextOrder = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.wake = resolve;
    });

  return {
    pause() {
      orders.paused = true;
    },
    resume() {
      orders.paused = false;
      orders.steps = 0;
      changed();
    },
    step() {
      if (orders.paused) orders.steps += 1;
      changed();
    },
    abort() {
      orders.aborted = true;
      changed();
    },
    ended: pull(run, host, orders, nextOrder),
  };
}

interface Orders {
  readonly paused: boolean;
  steps: number;
  readonly aborted: boolean;
}

async function pull(
  run: AsyncGenerator<Snapshot<unknown>, void, undefined>,
  host: DriveHost,
  orders: Orders,
  nextOrder: () => Promise<void>,
): Promise<void> {
  const measured = pace();
  let latest: Snapshot<unknown> | undefined;
  let isReported = true;
  let reportedAt = -Infinity;
  let breathedAt = host.now();
  let workedMs = 0;

  /** Throws a NotANumberError where the outcome has come to hold none; nothing is reported then. */
  const reportLatest = (): void => {
    if (latest === undefined || isReported) return;
    const wrong = firstNotFinite(latest.outcome, "outcome");
    if (wrong !== undefined) throw new NotANumberError(`the run came to no number: ${wrong}`);
    isReported = true;
    reportedAt = host.now();
    const remainingMs = measured.remaining(latest.done, latest.total);
    host.report({ kind: "snapshot", snapshot: latest, remainingMs });
  };

  /** The page keeps what was known before a failure, if it is sound. */
  const keepLastGood = (): void => {
    try {
      reportLatest();
    } catch {
      // The failure under way says more.
    }
  };

  /** Waits while paused. Whether the next unit was asked for by `step`. */
  const admission = async (): Promise<boolean> => {
    if (!orders.paused || orders.aborted) return false;
    if (orders.steps === 0) {
      reportLatest();
      host.report({ kind: "paused" });
    }
    while (orders.paused && orders.steps === 0 && !orders.aborted) await nextOrder();
    if (orders.steps === 0) return false;
    orders.steps -= 1;
    return true;
  };

  let ending: Report;
  try {
    for (;;) {
      const isStep = await admission();
      if (orders.aborted) {
        ending = { kind: "aborted" };
        break;
      }
      const started = host.now();
      const unit = await run.next();
      const unitMs = host.now() - started;
      if (unit.done === true) {
        if (latest === undefined)
          throw new RunFailure("internal", "the run ended without an outcome");
        workedMs += unitMs;
        reportLatest();
        ending = {
          kind: "done",
          outcome: latest.outcome,
          digest: digest(latest.outcome),
          elapsedMs: workedMs,
        };
        break;
      }
      latest = unit.value;
      isReported = false;
      workedMs += measured.advance(latest.done, unitMs);
      if (isStep || host.now() - reportedAt >= snapshotMs) reportLatest();
      if (host.now() - breathedAt >= breathMs) {
        await host.breathe();
        breathedAt = host.now();
      }
    }
  } catch (error) {
    const { failure, message } = asFailure(error);
    ending = { kind: "failed", failure, message };
    if (failure !== "not-a-number") keepLastGood();
  }
  try {
    await run.return();
  } catch (error) {
    // The first failure says more than what follows from it.
    if (ending.kind !== "failed") {
      const { failure, message } = asFailure(error);
      ending = { kind: "failed", failure, message };
    }
  }
  host.report(ending);
}
