import { describe, expect, it } from "vitest";

import { joinedProgress } from "#runtime/several-progress.ts";

const place = (done: number) => ({ phase: `at ${done}`, done, total: 10 });

describe("the progress of several runs", () => {
  it("takes a run that has not reported for as long as the others", () => {
    const joined = joinedProgress([
      { kind: "under way", place: place(5), remainingMs: 500 },
      { kind: "under way", remainingMs: null },
    ]);
    expect(joined).toEqual({ phase: "at 5", done: 5, total: 20, remainingMs: 1000 });
  });

  it("gives runs that wait to the worker that is free first", () => {
    const { remainingMs } = joinedProgress([
      // Whole runs last 1000; the second worker is free in 200, then busy until 1200.
      { kind: "under way", place: place(5), remainingMs: 500 },
      { kind: "under way", place: place(8), remainingMs: 200 },
      { kind: "waiting" },
    ]);
    expect(remainingMs).toBeCloseTo(1200, 9);
  });

  it("counts an ended run's time for those to come", () => {
    const joined = joinedProgress([
      { kind: "ended", place: place(10), elapsedMs: 800 },
      { kind: "under way", place: place(0), remainingMs: null },
      { kind: "waiting" },
    ]);
    expect(joined).toEqual({ phase: "at 0", done: 10, total: 30, remainingMs: 1600 });
  });

  it("gives no time before one run can tell its own", () => {
    const { remainingMs } = joinedProgress([
      { kind: "under way", place: place(1), remainingMs: null },
      { kind: "waiting" },
    ]);
    expect(remainingMs).toBeNull();
  });
});
