import { describe, expect, it, vi } from "vitest";

import type { Snapshot } from "#lab/experiment.ts";
import { digest } from "#runtime/digest.ts";
import { drive, type Drive } from "#runtime/drive.ts";
import { RunFailure } from "#runtime/failure.ts";
import { pace } from "#runtime/pace.ts";
import type { Report } from "#runtime/protocol.ts";

/** A run of units that each take so long on a clock of their own, and note whether they were closed. */
function bench(units: number, unitMs: number, work: (unit: number) => void = () => {}) {
  const clock = { now: 0, closed: false, pulled: 0 };
  async function* run(): AsyncGenerator<Snapshot<unknown>, void, undefined> {
    try {
      for (let unit = 1; unit <= units; unit += 1) {
        clock.pulled = unit;
        clock.now += unitMs;
        work(unit);
        yield { phase: "counting", done: unit, total: units, outcome: { unit } };
      }
    } finally {
      clock.closed = true;
    }
  }
  const reports: Report[] = [];
  const start = (onReport: (report: Report, running: () => Drive) => void = () => {}): Drive => {
    const running: Drive = drive(run(), {
      now: () => clock.now,
      breathe: () => new Promise((resolve) => void setImmediate(resolve)),
      report: (report) => {
        reports.push(report);
        onReport(report, () => running);
      },
    });
    return running;
  };
  const kinds = (): string[] => reports.map(({ kind }) => kind);
  const reported = (): number[] =>
    reports.flatMap((report) => (report.kind === "snapshot" ? [report.snapshot.done] : []));
  return { clock, reports, start, kinds, reported };
}

describe("a run left alone", () => {
  it("reports first and last snapshot, at most ten a second between, and its digest", async () => {
    const { start, reports, reported, clock } = bench(100, 30);
    await start().ended;
    expect(reported()[0]).toBe(1);
    expect(reported().at(-1)).toBe(100);
    // 3 seconds of work.
    expect(reported().length).toBeGreaterThan(20);
    expect(reported().length).toBeLessThanOrEqual(31);
    expect(reports.at(-1)).toEqual({
      kind: "done",
      outcome: { unit: 100 },
      digest: digest({ unit: 100 }),
      elapsedMs: 3000,
    });
    expect(clock.closed).toBe(true);
  });

  it("estimates the time left from measured units", async () => {
    const { start, reports } = bench(100, 30);
    await start().ended;
    const estimates = reports.flatMap((report) =>
      report.kind === "snapshot" ? [[report.snapshot.done, report.remainingMs] as const] : [],
    );
    expect(estimates[0]).toEqual([1, null]);
    for (const [done, remaining] of estimates.filter(([, ms]) => ms !== null)) {
      expect(remaining).toBeCloseTo((100 - done) * 30, 6);
    }
    expect(estimates.at(-1)?.[1]).toBe(0);
  });
});

describe("orders", () => {
  it("pauses after the unit in hand, shows it, and goes on when told", async () => {
    const { start, kinds, clock } = bench(50, 20);
    const running = start();
    running.pause();
    await settle();
    const pulled = clock.pulled;
    expect(pulled).toBeLessThan(50);
    expect(kinds().at(-1)).toBe("paused");
    await settle();
    expect(clock.pulled).toBe(pulled);
    running.resume();
    await running.ended;
    expect(kinds().at(-1)).toBe("done");
  });

  it("steps one unit at a time, each one shown", async () => {
    const { start, reported, clock } = bench(50, 1);
    const running = start();
    running.pause();
    await settle();
    const pulled = clock.pulled;
    running.step();
    await settle();
    running.step();
    running.step();
    await settle();
    expect(clock.pulled).toBe(pulled + 3);
    expect(reported().slice(-3)).toEqual([pulled + 1, pulled + 2, pulled + 3]);
    running.abort();
    await running.ended;
  });

  it.each(["running", "paused"])("aborts while %s, and frees the run's tensors", async (state) => {
    const { start, kinds, clock } = bench(1e6, 20);
    const running = start();
    if (state === "paused") running.pause();
    await settle();
    running.abort();
    await running.ended;
    expect(kinds().at(-1)).toBe("aborted");
    expect(kinds()).not.toContain("done");
    expect(clock.closed).toBe(true);
  });
});

describe("a run that fails", () => {
  it.each([
    [new RunFailure("data", "this site has no data/mnist"), "data", "this site has no data/mnist"],
    [new Error("shape mismatch"), "internal", "shape mismatch"],
    [
      new RangeError("Array buffer allocation failed"),
      "memory",
      "more memory than the device gives",
    ],
  ])("says %s", async (error, failure, message) => {
    const { start, reports, clock } = bench(9, 1, (unit) => {
      if (unit === 3) throw error;
    });
    await start().ended;
    expect(reports.at(-1)).toMatchObject({
      kind: "failed",
      failure,
      message: expect.stringContaining(message),
    });
    expect(clock.closed).toBe(true);
  });

  it("ends as soon as its outcome holds no number, which is not shown", async () => {
    let units = 0;
    async function* run(): AsyncGenerator<Snapshot<unknown>, void, undefined> {
      for (const loss of [2, 1, Infinity, 0.5]) {
        units += 1;
        yield { phase: "", done: units, total: 4, outcome: { curve: [{ loss }] } };
      }
    }
    let now = 0;
    const reports: Report[] = [];
    await drive(run(), {
      now: () => (now += 60),
      breathe: () => Promise.resolve(),
      report: (r) => void reports.push(r),
    }).ended;
    expect(units).toBe(3);
    expect(reports.at(-1)).toEqual({
      kind: "failed",
      failure: "not-a-number",
      message: "the run came to no number: outcome.curve[0].loss is Infinity",
    });
    expect(reports.at(-2)).toMatchObject({ snapshot: { done: 2 } });
  });

  it("shows the last good snapshot before it tells of the failure", async () => {
    const { start, reports } = bench(50, 1, (unit) => {
      if (unit === 40) throw new WebAssembly.RuntimeError("unreachable");
    });
    await start().ended;
    expect(reports.at(-2)).toMatchObject({ kind: "snapshot", snapshot: { done: 39 } });
    expect(reports.at(-1)).toMatchObject({ kind: "failed", failure: "trap" });
  });

  it("says where an outcome is not a number", async () => {
    const reports: Report[] = [];
    const host = {
      now: () => 0,
      breathe: () => Promise.resolve(),
      report: (r: Report) => void reports.push(r),
    };
    await drive(diverging(), host).ended;
    expect(reports.at(-1)).toMatchObject({
      kind: "failed",
      failure: "not-a-number",
      message: expect.stringContaining("outcome.loss is NaN"),
    });
  });
});

describe("an hour in a hidden tab", () => {
  const hourMs = 3_600_000;

  it("wakes nothing, and leaves digest, time and estimate as they would have been", async () => {
    const undisturbed = bench(100, 30);
    await undisturbed.start().ended;
    const { start, reports, clock } = bench(100, 30);
    const running = start();
    await settle();
    running.pause();
    await settle();
    const pulled = clock.pulled;
    expect(reports.at(-1)).toEqual({ kind: "paused" });
    vi.useFakeTimers();
    try {
      clock.now += hourMs;
      await vi.advanceTimersByTimeAsync(hourMs);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    expect(clock.pulled).toBe(pulled);
    running.resume();
    await running.ended;
    expect(reports.at(-1)).toEqual(undisturbed.reports.at(-1));
    for (const [done, ms] of estimatesIn(reports)) expect(ms).toBeCloseTo((100 - done) * 30, 6);
  });

  it("that falls within a unit, the machine asleep, is no work", async () => {
    const { start, reports, clock } = bench(100, 30, (unit) => {
      if (unit === 50) clock.now += hourMs;
    });
    await start().ended;
    expect(reports.at(-1)).toMatchObject({ kind: "done", elapsedMs: 3000 });
    for (const [done, ms] of estimatesIn(reports)) expect(ms).toBeCloseTo((100 - done) * 30, 6);
  });
});

/** Units done and milliseconds left, wherever they are told. */
function estimatesIn(reports: readonly Report[]): (readonly [number, number])[] {
  const told = reports.flatMap((report) =>
    report.kind === "snapshot" && report.remainingMs !== null
      ? [[report.snapshot.done, report.remainingMs] as const]
      : [],
  );
  expect(told.length).toBeGreaterThan(5);
  return told;
}

describe("pace", () => {
  it("says nothing from the first units alone, which also compile the engine’s code", () => {
    const measured = pace();
    measured.advance(1, 4000);
    expect(measured.remaining(1, 100)).toBeNull();
    measured.advance(2, 50);
    expect(measured.remaining(2, 100)).toBeCloseTo(98 * 50, 6);
  });

  it("forgets a slow start", () => {
    const measured = pace();
    measured.advance(1, 5000);
    for (let done = 2; done <= 1000; done += 1) measured.advance(done, 100);
    expect(measured.remaining(1000, 1100)).toBeCloseTo(100 * 100, -1);
  });
});

/** Lets the loop run until it waits, or for many units. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1)
    await new Promise((resolve) => void setImmediate(resolve));
}

async function* diverging(): AsyncGenerator<Snapshot<unknown>, void, undefined> {
  yield await Promise.resolve({ phase: "", done: 1, total: 1, outcome: { loss: Number.NaN } });
}
