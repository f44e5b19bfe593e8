import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";

import { compactJson } from "../../scripts/precompute/compact-json.ts";
import { remainingOfAll, type RunTime } from "../../scripts/precompute/estimate.ts";
import { readOrder } from "../../scripts/precompute/order.ts";
import { progressLines } from "../../scripts/precompute/progress.ts";
import { project } from "../../scripts/precompute/project.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("the time left to all runs", () => {
  it.each([
    ["nobody can say yet", [running(10, null), waiting()], 2, null],
    ["one runs alone", [running(30, 70)], 2, 70],
    [
      "five go two at a time",
      [running(30, 70), running(50, 50), waiting(), waiting(), waiting()],
      2,
      250,
    ],
    ["what waits has twice the work", [finished(100), waiting(2)], 1, 200],
    ["there are more processes than runs", [running(0, 100), waiting()], 8, 100],
    ["one has only begun", [finished(100), running(20, null)], 1, 80],
    ["all is done", [finished(100), finished(80)], 2, 0],
  ])("%s", (_, runs, jobs, expected) => {
    expect(remainingOfAll(runs, jobs)).toBe(expected);
  });

  it("lies between that of endless processes and that of one", () => {
    const run = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((work) => waiting(work)),
      fc.tuple(fc.nat(1000), fc.nat(1000)).map(([spent, left]) => running(spent, left)),
    );
    fc.assert(
      fc.property(fc.array(run, { minLength: 1 }), fc.integer({ min: 1, max: 6 }), (runs, jobs) => {
        const under = runs.filter(({ state }) => state === "running").length;
        const all = [running(100, 100), ...runs];
        const some = remainingOfAll(all, Math.max(jobs, under + 1)) ?? Number.NaN;
        expect(some).toBeGreaterThanOrEqual((remainingOfAll(all, 1000) ?? Number.NaN) - 1e-6);
        expect(some).toBeLessThanOrEqual((remainingOfAll(all, under + 1) ?? Number.NaN) + 1e-6);
      }),
    );
  });
});

describe("progress", () => {
  it("is rewritten in place on a terminal, a line a seed and one for all", async () => {
    const { written, progress, runs } = await shown(true);
    const [first, second] = runs;
    vi.advanceTimersByTime(10_000);
    progress.update(first, { phase: "training", done: 1, total: 8, remainingMs: 70_000 });
    vi.advanceTimersByTime(10_000);
    progress.update(first, { phase: "training", done: 2, total: 8, remainingMs: 60_000 });
    progress.update(second, { phase: "drawing", done: 0, total: 8, remainingMs: null });
    expect(screen(written.join(""))).toEqual([
      expect.stringMatching(/^smoke seed 1 +25\.0 %, 60 s left {2}training$/),
      expect.stringMatching(/^smoke seed 2 +0\.0 % {2}drawing$/),
      expect.stringMatching(/^smoke seed 3 +waiting$/),
      // 70 s a run were spent or are left: the third begins after the first.
      expect.stringMatching(/^all +about 2 min left$/),
    ]);
  });

  it("is told now and then in a file, and always at a run’s end", async () => {
    const { written, progress, runs } = await shown(false);
    for (let done = 1; done <= 600; done += 1) {
      vi.advanceTimersByTime(100);
      progress.update(runs[0], { phase: "training", done, total: 600, remainingMs: 100 });
    }
    progress.finish(runs[0], 61);
    const lines = written
      .join("")
      .split("\n")
      .filter((line) => line.startsWith("smoke"));
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toMatch(/^smoke seed 1 +done in 61 s of processor time$/);
    expect(written.join("")).not.toContain("\u001B");
  });
});

describe("compactJson", () => {
  it("says what the value says, and the same whatever the order inside params and outcome", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const result = { experiment: "x", params: value, runs: [{ seed: 1, outcome: value }] };
        const text = compactJson(result);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(result)));
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        const again = { experiment: "x", params: reversed, runs: [{ seed: 1, outcome: reversed }] };
        expect(compactJson(again)).toBe(text);
      }),
    );
  });
});

function waiting(work = 1): RunTime {
  return { work, state: "waiting", spentMs: 0, remainingMs: null };
}

function running(spentMs: number, remainingMs: number | null): RunTime {
  return { work: 1, state: "running", spentMs, remainingMs };
}

function finished(spentMs: number): RunTime {
  return { work: 1, state: "finished", spentMs, remainingMs: 0 };
}

/** The lines of three seeds on an output of that kind, the clock standing still. */
async function shown(isTTY: boolean) {
  const { spec, presets } = await readOrder(["wrong-labels", "--preset", "smoke"], project);
  vi.useFakeTimers({ toFake: ["performance"] });
  const [preset] = presets;
  if (preset === undefined) throw new Error("there is no smoke preset");
  const [first, ...more] = [1, 2, 3].map((seed) => ({ preset, seed, path: "" }));
  const [second, third] = more;
  if (first === undefined || second === undefined || third === undefined) throw new Error("three");
  const written: string[] = [];
  const output = { isTTY, write: (text: string) => written.push(text) };
  const progress = progressLines(output, [first, second, third], { jobs: 2, spec });
  return { written, progress, runs: [first, second, third] as const };
}

/** What a terminal shows after escapes that go up n lines, `[nA`, and clear a line, `[2K`. */
function screen(text: string): string[] {
  const lines: string[] = [];
  let row = 0;
  for (const piece of text.split("\u001B")) {
    const [, up] = /^\[(\d+)A$/.exec(piece) ?? [];
    if (up !== undefined) row -= Number(up);
    const [, line] = /^\[2K(.*)\n$/.exec(piece) ?? [];
    if (line === undefined) continue;
    lines[row] = line;
    row += 1;
  }
  return lines;
}
