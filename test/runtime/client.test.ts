import { describe, expect, it, vi } from "vitest";

import { startRun } from "#runtime/client.ts";
import type { Report } from "#runtime/protocol.ts";

import { order, SilentWorker, useSilentWorkers } from "./silent-worker.ts";

const ready: Report = {
  kind: "ready",
  provenance: { engine: "wasm-simd/4.22.0", kernels: "1", host: "Firefox 140", date: "2026-11-25" },
};
const snapshot: Report = {
  kind: "snapshot",
  snapshot: { phase: "counting", done: 1, total: 2, outcome: {} },
  remainingMs: null,
};
const done: Report = { kind: "done", outcome: {}, digest: "", elapsedMs: 5 };

useSilentWorkers();

/** A run started on a silent worker, and what the page hears of it. */
function started() {
  const reports: Report[] = [];
  const handle = startRun(order, (report) => reports.push(report));
  const [worker] = SilentWorker.started;
  if (worker === undefined) throw new Error("no worker was started");
  return { reports, handle, worker };
}

describe("a run on the page’s side", () => {
  it("is one module worker, told at once what to run and then each order", () => {
    const { handle, worker } = started();
    handle.pause();
    handle.step();
    handle.resume();
    expect(SilentWorker.started).toHaveLength(1);
    expect(worker.options).toEqual({ type: "module" });
    expect(worker.told).toEqual([order, { kind: "pause" }, { kind: "step" }, { kind: "resume" }]);
  });

  it("passes reports on in order and ends the worker after the last", () => {
    const { reports, worker } = started();
    worker.say(ready);
    worker.say(snapshot);
    expect(worker.isTerminated).toBe(false);
    worker.say(done);
    expect(worker.isTerminated).toBe(true);
    expect(reports).toEqual([ready, snapshot, done]);
  });

  it("says nothing and orders nothing after its end", () => {
    const { reports, handle, worker } = started();
    worker.say(done);
    worker.say(snapshot);
    worker.fail("late");
    handle.pause();
    handle.abort();
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual([done]);
    expect(worker.told).toEqual([order]);
  });
});

describe("abort", () => {
  it("is reported once when the worker obeys, without waiting", () => {
    const { reports, handle, worker } = started();
    handle.abort();
    worker.say({ kind: "aborted" });
    expect(reports).toEqual([{ kind: "aborted" }]);
    expect(worker.isTerminated).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual([{ kind: "aborted" }]);
  });

  it("is reported half a second later when the worker never answers, and the worker is ended", () => {
    const { reports, handle, worker } = started();
    worker.say(ready);
    handle.abort();
    vi.advanceTimersByTime(499);
    expect(reports).toEqual([ready]);
    expect(worker.isTerminated).toBe(false);
    vi.advanceTimersByTime(1);
    expect(reports).toEqual([ready, { kind: "aborted" }]);
    expect(worker.isTerminated).toBe(true);
  });

  it("yields to a result that comes within the half second", () => {
    const { reports, handle, worker } = started();
    handle.abort();
    vi.advanceTimersByTime(400);
    worker.say(done);
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual([done]);
  });

  it("ordered twice is still reported once", () => {
    const { reports, handle } = started();
    handle.abort();
    handle.abort();
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual([{ kind: "aborted" }]);
  });
});

describe("a worker that fails", () => {
  it("before it has spoken was not loaded: the browser or the connection is to blame", () => {
    const { reports, worker } = started();
    const event = worker.fail("");
    expect(reports).toEqual([
      {
        kind: "failed",
        failure: "unsupported",
        message: expect.stringContaining("did not load the experiment's program; a blocker"),
      },
    ]);
    expect(event.defaultPrevented).toBe(true);
    expect(worker.isTerminated).toBe(true);
  });

  it("after it has spoken stopped with the reason that it gave", () => {
    const { reports, worker } = started();
    worker.say(ready);
    worker.fail("unreachable executed");
    expect(reports.at(-1)).toEqual({
      kind: "failed",
      failure: "internal",
      message: "the experiment's program stopped: unreachable executed",
    });
    expect(worker.isTerminated).toBe(true);
  });

  it("tells its own failure in its own words", () => {
    const { reports, worker } = started();
    const failed: Report = { kind: "failed", failure: "data", message: "this site has no mnist" };
    worker.say(failed);
    worker.fail("and more");
    expect(reports).toEqual([failed]);
  });

  it("as early as its making is a failure like any other, told after the start returned", async () => {
    vi.stubGlobal("Worker", function refused() {
      throw new DOMException("blocked", "SecurityError");
    });
    const reports: Report[] = [];
    const handle = startRun(order, (report) => reports.push(report));
    expect(reports).toEqual([]);
    handle.pause();
    handle.abort();
    await Promise.resolve();
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual([expect.objectContaining({ kind: "failed", failure: "unsupported" })]);
  });
});

function failure(kind: "memory" | "trap" | "internal"): Report {
  return { kind: "failed", failure: kind, message: "words" };
}

describe("a run whose memory or engine gives up", () => {
  const checkpoint = { stage: "source network", engine: "wasm", value: { done: 3 } };

  it.each([
    ["memory", "The memory ran out"],
    ["trap", "The engine stopped in the midst of its work"],
  ] as const)(
    "(%s) goes on in a fresh worker from its last checkpoint, and says so",
    (kind, why) => {
      const { reports, worker } = started();
      worker.say(ready);
      worker.say({ kind: "checkpoint", checkpoint });
      worker.say(failure(kind));
      expect(worker.isTerminated).toBe(true);
      const fresh = SilentWorker.started[1];
      expect(fresh?.told).toEqual([{ ...order, checkpoints: [checkpoint] }]);
      const message = `${why}; the run goes on in a fresh worker from its last checkpoint, “source network”.`;
      expect(reports).toEqual([ready, { kind: "notice", message }]);
      worker.say(snapshot);
      fresh?.say(done);
      expect(reports.slice(2)).toEqual([done]);
    },
  );

  it("starts over where no stage is finished yet, and stays paused", () => {
    const { reports, handle, worker } = started();
    worker.say(ready);
    handle.pause();
    worker.say(failure("memory"));
    expect(reports.at(-1)).toEqual({
      kind: "notice",
      message: "The memory ran out; the run starts over in a fresh worker.",
    });
    expect(SilentWorker.started[1]?.told).toEqual([
      { ...order, checkpoints: [] },
      { kind: "pause" },
    ]);
  });

  it("ends with the kind of its failure when the fresh worker fails as well", () => {
    const { reports, worker } = started();
    worker.say(failure("trap"));
    SilentWorker.started[1]?.say(snapshot);
    SilentWorker.started[1]?.say(failure("memory"));
    expect(SilentWorker.started).toHaveLength(2);
    expect(SilentWorker.started.every(({ isTerminated }) => isTerminated)).toBe(true);
    expect(reports.slice(1)).toEqual([snapshot, failure("memory")]);
  });

  it("gets a fresh worker also where the worker's own thread told of it, but not for faults of our own", () => {
    const { reports, worker } = started();
    worker.say(ready);
    worker.fail("Uncaught RuntimeError: unreachable");
    expect(SilentWorker.started).toHaveLength(2);
    SilentWorker.started[1]?.say(failure("internal"));
    expect(reports.at(-1)).toEqual(failure("internal"));
  });

  it("gets none once the reader has stopped it", () => {
    const { reports, handle, worker } = started();
    handle.abort();
    worker.say(failure("memory"));
    expect(SilentWorker.started).toHaveLength(1);
    expect(reports).toEqual([failure("memory")]);
  });
});
