import type { Snapshot } from "#lab/experiment.ts";
import type { Provenance } from "#lab/result.ts";

import { type PageReport, type RunHandle, startRun } from "./client.ts";
import type { Order, Report } from "./protocol.ts";
import { type JoinedProgress, joinedProgress, type Standing } from "./several-progress.ts";

type Start = Extract<Order, { kind: "start" }>;

/** The run of one seed, at its end. */
export interface FinishedRun {
  readonly seed: number;
  readonly outcome: unknown;
  readonly digest: string;
  /** Where and on what it was made. */
  readonly provenance?: Provenance;
}

/** What the page hears of several runs; ends with exactly one of `done`, `failed` and `aborted`. */
export type SeveralReport =
  | {
      readonly kind: "snapshot";
      /** Of the run that this seed makes. */
      readonly seed: number;
      readonly snapshot: Snapshot<unknown>;
      /** Of all runs together. */
      readonly progress: JoinedProgress;
      /**
       * To draw, in the order of the seeds: a run that had to wait for a worker joins when it has ended, as curves drawn as
       * far as every run has come would fall back to its beginning.
       */
      readonly outcomes: readonly unknown[];
    }
  /** Every run under way is paused. */
  | { readonly kind: "paused" }
  | {
      readonly kind: "done";
      readonly runs: readonly FinishedRun[];
      /** Computing time of the worker that was busy longest, pauses left out, milliseconds. */
      readonly elapsedMs: number;
    }
  | Extract<Report, { kind: "notice" | "aborted" | "failed" }>;

/** More at once would have a phone's memory run out. */
const mostWorkers = 4;

/** How many of so many runs go on at once on this machine. */
export function workersFor(runs: number): number {
  return Math.min(runs, navigator.hardwareConcurrency, mostWorkers);
}

interface OneRun {
  readonly seed: number;
  /** Whether it had to wait for a worker. */
  readonly isLate: boolean;
  /** Which of the runs at once it is one of; set when it is started. */
  lane: number;
  handle?: RunHandle;
  latest?: Snapshot<unknown>;
  provenance?: Provenance;
  remainingMs: number | null;
  isPaused: boolean;
  ending?: Extract<Report, { kind: "done" | "aborted" }>;
}

/**
 * Makes the order's run once for each seed, each in a worker of its own, as many at once as the machine has cores. Orders go to
 * all; the first failure that a fresh worker does not mend ends all with its reason.
 */
export function startSeveral(
  order: Start,
  seeds: readonly number[],
  onReport: (report: SeveralReport) => void,
): RunHandle {
  const lanes = workersFor(seeds.length);
  const runs = seeds.map((seed, i): OneRun => ({
    seed,
    isLate: i >= lanes,
    lane: i,
    remainingMs: null,
    isPaused: false,
  }));
  const all = { isPaused: false, isPauseTold: false, isAborted: false, hasEnded: false };
  const underWay = (): OneRun[] =>
    runs.filter(({ handle, ending }) => handle !== undefined && ending === undefined);

  const startNext = (lane: number): void => {
    const run = runs.find(({ handle }) => handle === undefined);
    if (run === undefined) return;
    run.lane = lane;
    run.handle = startRun({ ...order, params: { ...order.params, seed: run.seed } }, (report) =>
      receive(run, report),
    );
    if (all.isPaused) run.handle.pause();
  };

  const end = (report: SeveralReport): void => {
    all.hasEnded = true;
    onReport(report);
  };

  const tellPaused = (): void => {
    if (!all.isPaused || all.isPauseTold || !underWay().every(({ isPaused }) => isPaused)) return;
    all.isPauseTold = true;
    onReport({ kind: "paused" });
  };

  const receive = (run: OneRun, report: PageReport): void => {
    if (all.hasEnded) return;
    switch (report.kind) {
      case "ready":
        run.provenance = report.provenance;
        return;
      case "notice":
        onReport(report);
        return;
      case "snapshot": {
        const { snapshot, remainingMs } = report;
        Object.assign(run, { latest: snapshot, remainingMs });
        const progress = joinedProgress(runs.map(standing));
        onReport({ kind: "snapshot", seed: run.seed, snapshot, progress, outcomes: drawn(runs) });
        return;
      }
      case "paused":
        run.isPaused = true;
        tellPaused();
        return;
      case "failed":
        end(report);
        for (const { handle } of underWay()) handle?.abort();
        return;
      case "done":
      case "aborted":
        run.ending = report;
        if (!all.isAborted) startNext(run.lane);
        if (underWay().length === 0) end(joinedEnding(runs, lanes));
        else tellPaused();
    }
  };

  /** Sends an order to all runs under way, which then have a pause to report anew. */
  const send = (give: (handle: RunHandle) => void): void => {
    all.isPauseTold = false;
    for (const run of underWay()) {
      run.isPaused = false;
      if (run.handle !== undefined) give(run.handle);
    }
  };

  for (let lane = 0; lane < lanes; lane += 1) startNext(lane);
  return {
    pause() {
      all.isPaused = true;
      send((handle) => handle.pause());
    },
    resume() {
      all.isPaused = false;
      send((handle) => handle.resume());
    },
    step: () => send((handle) => handle.step()),
    abort() {
      all.isAborted = true;
      all.isPaused = false;
      send((handle) => handle.abort());
    },
  };
}

function standing({ handle, latest, remainingMs, ending }: OneRun): Standing {
  if (handle === undefined) return { kind: "waiting" };
  if (ending?.kind === "done" && latest !== undefined) {
    return { kind: "ended", place: latest, elapsedMs: ending.elapsedMs };
  }
  return { kind: "under way", remainingMs, ...(latest !== undefined && { place: latest }) };
}

function drawn(runs: readonly OneRun[]): unknown[] {
  return runs.flatMap(({ isLate, latest, ending }) =>
    latest === undefined || (isLate && ending === undefined) ? [] : [latest.outcome],
  );
}

/** An `abort` that came too late for every run yields to the result. */
function joinedEnding(runs: readonly OneRun[], lanes: number): SeveralReport {
  const busyMs = Array.from({ length: lanes }, () => 0);
  const finished = runs.flatMap(({ seed, lane, ending, provenance }): FinishedRun[] => {
    if (ending?.kind !== "done") return [];
    const { outcome, digest, elapsedMs } = ending;
    busyMs[lane] = (busyMs[lane] ?? 0) + elapsedMs;
    return [{ seed, outcome, digest, ...(provenance !== undefined && { provenance }) }];
  });
  return finished.length === runs.length
    ? { kind: "done", runs: finished, elapsedMs: Math.max(...busyMs) }
    : { kind: "aborted" };
}
