import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Report } from "#runtime/protocol.ts";
import { type SeveralReport, startSeveral, workersFor } from "#runtime/several.ts";

import { order, SilentWorker, useSilentWorkers } from "./silent-worker.ts";

useSilentWorkers();
beforeEach(() => machineWith(2));

/** Makes this machine one of so many cores. */
function machineWith(cores: number): void {
  vi.stubGlobal("navigator", { hardwareConcurrency: cores });
}

/** Runs started on silent workers, and what the page hears of them. */
function started(...seeds: readonly number[]) {
  const reports: SeveralReport[] = [];
  const handle = startSeveral(order, seeds, (report) => reports.push(report));
  return { reports, handle };
}

function worker(index: number): SilentWorker {
  const found = SilentWorker.started[index];
  if (found === undefined) throw new Error(`worker ${index} was not started`);
  return found;
}

const seedsTold = (): unknown[] =>
  SilentWorker.started.map(({ told: [first] }) => first?.kind === "start" && first.params["seed"]);

const kindsTold = (index: number): string[] => worker(index).told.map(({ kind }) => kind);

const snapshot = (outcome: unknown, done: number, remainingMs: number | null = null): Report => ({
  kind: "snapshot",
  snapshot: { phase: done < 5 ? "training" : "attacking", done, total: 10, outcome },
  remainingMs,
});

const done = (outcome: unknown, elapsedMs: number): Report => ({
  kind: "done",
  outcome,
  digest: `digest of ${String(outcome)}`,
  elapsedMs,
});

/** A worker goes through to its end. */
function finish(index: number, outcome: unknown, elapsedMs = 100): void {
  worker(index).say(snapshot(outcome, 10, 0));
  worker(index).say(done(outcome, elapsedMs));
}

const paused: Report = { kind: "paused" };

describe("several seeds", () => {
  it.each([
    { runs: 1, cores: 8, workers: 1 },
    { runs: 5, cores: 2, workers: 2 },
    { runs: 5, cores: 16, workers: 4 },
    { runs: 3, cores: 1, workers: 1 },
  ])("take $workers workers for $runs runs on $cores cores", ({ runs, cores, workers }) => {
    machineWith(cores);
    expect(workersFor(runs)).toBe(workers);
  });

  it("are each run in a fresh worker with their own seed, the next as soon as one has ended", () => {
    started(7, 8, 9);
    expect(seedsTold()).toEqual([7, 8]);
    finish(1, "eight");
    expect(worker(1).isTerminated).toBe(true);
    expect(seedsTold()).toEqual([7, 8, 9]);
  });

  it("end in one result, in the order of the seeds whatever the order of the workers", () => {
    const { reports } = started(7, 8, 9);
    finish(1, "eight", 40);
    finish(2, "nine", 50);
    expect(reports.some(({ kind }) => kind === "done")).toBe(false);
    finish(0, "seven", 60);
    expect(reports.at(-1)).toEqual({
      kind: "done",
      runs: [
        { seed: 7, outcome: "seven", digest: "digest of seven" },
        { seed: 8, outcome: "eight", digest: "digest of eight" },
        { seed: 9, outcome: "nine", digest: "digest of nine" },
      ],
      // The second worker's two runs, 40 and 50.
      elapsedMs: 90,
    });
    expect(reports.filter(({ kind }) => kind === "done")).toHaveLength(1);
  });

  it("carry where and on what each was made", () => {
    const provenance = {
      engine: "wasm-simd/4.22.0",
      engineReason: "there is no webgl",
      kernels: "2",
      host: "Firefox 140",
      date: "2026-11-25",
    };
    const { reports } = started(7);
    worker(0).say({ kind: "ready", provenance });
    finish(0, "seven");
    expect(reports.at(-1)).toMatchObject({ kind: "done", runs: [{ seed: 7, provenance }] });
  });

  it("hand on each snapshot with its seed, and all that can be drawn together", () => {
    const { reports } = started(7, 8, 9);
    worker(1).say(snapshot("eight, early", 1));
    worker(0).say(snapshot("seven, early", 2));
    expect(reports.at(-1)).toMatchObject({
      seed: 7,
      snapshot: { outcome: "seven, early" },
      outcomes: ["seven, early", "eight, early"],
    });
    finish(0, "seven");
    worker(2).say(snapshot("nine, early", 1));
    expect(reports.at(-1)).toMatchObject({ seed: 9, outcomes: ["seven", "eight, early"] });
    finish(1, "eight");
    finish(2, "nine");
    expect(reports.at(-2)).toMatchObject({ outcomes: ["seven", "eight"] });
  });

  it("report one progress: all units, the time of the slowest, the phase of the last", () => {
    const { reports } = started(7, 8);
    worker(0).say(snapshot("", 8, 200));
    worker(1).say(snapshot("", 4, 600));
    expect(reports.at(-1)).toMatchObject({
      progress: { phase: "training", done: 12, total: 20, remainingMs: 600 },
    });
  });
});

describe("orders to several seeds", () => {
  it("go to all, and to a run that starts while they are paused", () => {
    const { handle } = started(7, 8, 9);
    handle.pause();
    handle.step();
    finish(0, "seven");
    handle.resume();
    expect(kindsTold(0)).toEqual(["start", "pause", "step"]);
    expect(kindsTold(1)).toEqual(["start", "pause", "step", "resume"]);
    expect(kindsTold(2)).toEqual(["start", "pause", "resume"]);
  });

  it("are answered by one pause once every run is paused, and one more after each step", () => {
    const { reports, handle } = started(7, 8);
    handle.pause();
    worker(0).say(paused);
    expect(reports).toEqual([]);
    worker(1).say(paused);
    expect(reports).toEqual([paused]);
    handle.step();
    worker(1).say(paused);
    expect(reports).toEqual([paused]);
    worker(0).say(paused);
    expect(reports).toEqual([paused, paused]);
  });

  it("pause the rest also when a run has ended meanwhile", () => {
    const { reports, handle } = started(7, 8);
    handle.pause();
    worker(0).say(paused);
    finish(1, "eight");
    expect(reports.at(-1)).toEqual(paused);
  });

  it("stop all and start none that waits, reported once when the last is gone", () => {
    const { reports, handle } = started(7, 8, 9);
    handle.abort();
    worker(0).say({ kind: "aborted" });
    expect(reports).toEqual([]);
    // The second never answers.
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual([{ kind: "aborted" }]);
    expect(SilentWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
  });

  it("to stop are too late when every run has its result", () => {
    const { reports, handle } = started(7, 8);
    finish(0, "seven");
    handle.abort();
    finish(1, "eight");
    expect(reports.at(-1)).toMatchObject({ kind: "done" });
  });
});

describe("a failure among several seeds", () => {
  const failed: Report = { kind: "failed", failure: "data", message: "there is no mnist" };

  it("ends all with its reason, told once", () => {
    const { reports } = started(7, 8, 9);
    worker(1).say(failed);
    expect(reports).toEqual([failed]);
    expect(kindsTold(0)).toEqual(["start", "abort"]);
    worker(0).say(snapshot("late", 3));
    vi.advanceTimersByTime(500);
    expect(SilentWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
    expect(reports).toEqual([failed]);
  });

  it("of the memory has a fresh worker go on for that seed alone, and only the second ends all", () => {
    const full: Report = { kind: "failed", failure: "memory", message: "the heap is full" };
    const checkpoint = { stage: "source network", engine: "wasm", value: 8 };
    const { reports } = started(7, 8);
    worker(1).say({ kind: "checkpoint", checkpoint });
    worker(1).say(snapshot("eight", 3));
    worker(1).say(full);
    expect(seedsTold()).toEqual([7, 8, 8]);
    expect(worker(2).told).toEqual([{ ...worker(1).told[0], checkpoints: [checkpoint] }]);
    expect(worker(0).isTerminated).toBe(false);
    expect(reports.at(-1)).toMatchObject({ kind: "notice" });
    worker(2).say(full);
    expect(reports.at(-1)).toEqual(full);
    // What the page has drawn last stays: nothing was reported since that takes it back.
    expect(reports.findLast(({ kind }) => kind === "snapshot")).toMatchObject({
      outcomes: ["eight"],
    });
  });

  it("of a worker that cannot be loaded is one as well", () => {
    const { reports } = started(7, 8);
    worker(0).fail("");
    expect(reports).toEqual([expect.objectContaining({ kind: "failed", failure: "unsupported" })]);
  });
});
