import { beforeEach, describe, expect, it } from "vitest";

import type { Snapshot } from "#lab/experiment.ts";
import type { Tf } from "#lab/tf.ts";
import { drive } from "#runtime/drive.ts";
import type { Engine, GraphicsEngine } from "#runtime/engine.ts";
import { driveWithFallback } from "#runtime/fallback.ts";
import type { Begin } from "#runtime/orders.ts";
import type { Report } from "#runtime/protocol.ts";

const units = 4;
let reports: Report[];
/** With what each engine was set to work. */
let begun: unknown[];
let hasStages: boolean;
let lose: () => void;
let graphics: GraphicsEngine;
let spare: Engine;

beforeEach(() => {
  reports = [];
  begun = [];
  hasStages = false;
  const lost = Promise.withResolvers<void>();
  const state = { isLost: false };
  lose = () => {
    state.isLost = true;
    lost.resolve();
  };
  const tf = {} as Tf;
  graphics = {
    tf,
    id: "webgl",
    activate: async () => {},
    device: "",
    isSoftware: false,
    isLost: () => state.isLost,
    lost: lost.promise,
  };
  spare = { tf, id: "wasm", activate: async () => {} };
});

/** Counts to `units`; on the graphics engine `unit` is called before each. */
const begin =
  (unit: (done: number) => void | Promise<void>): Begin =>
  (engine, report, { checkpoints = [], reason } = {}) => {
    begun.push({ engine: engine.id, checkpoints, reason });
    async function* run(): AsyncGenerator<Snapshot<unknown>, void, undefined> {
      for (let done = 1 + checkpoints.length; done <= units; done += 1) {
        if (engine === graphics) await unit(done);
        yield { phase: "counting", done, total: units, outcome: { engine: engine.id } };
        const checkpoint = { stage: `unit ${done}`, engine: engine.id, value: done };
        if (hasStages) report({ kind: "checkpoint", checkpoint });
      }
    }
    return drive(run(), { report, now: () => performance.now(), breathe: async () => {} });
  };

const start = (unit: (done: number) => void | Promise<void>) =>
  driveWithFallback({
    engine: graphics,
    reason: "the fastest",
    spare,
    begin: begin(unit),
    report: (report) => reports.push(report),
  });

const kinds = (): string[] => reports.map(({ kind }) => kind);
const lostNotice = {
  kind: "notice",
  message: "The graphics processor was taken away; the run starts over on WebAssembly.",
};

describe("a run on a graphics engine", () => {
  it("ends there when nothing happens, and a loss after the end is nobody's concern", async () => {
    await start(() => {}).ended;
    lose();
    await new Promise((resolve) => void setTimeout(resolve));
    expect(reports.at(-1)).toMatchObject({ kind: "done", outcome: { engine: "webgl" } });
    expect(kinds()).not.toContain("notice");
  });

  it("starts over on the spare one when its own is lost, and ends once", async () => {
    await start((done) => (done === 3 ? lose() : undefined)).ended;
    expect(reports).toContainEqual(lostNotice);
    expect(kinds().filter((kind) => kind === "done")).toHaveLength(1);
    expect(reports.at(-1)).toMatchObject({ kind: "done", outcome: { engine: "wasm" } });
  });

  it("goes on with the spare one from the last checkpoint made before the loss", async () => {
    hasStages = true;
    // Unit 3 is the last that the processor makes; its stage comes after the loss.
    await start((done) => (done === 3 ? lose() : undefined)).ended;
    expect(reports).toContainEqual({
      kind: "notice",
      message:
        "The graphics processor was taken away; the run goes on on WebAssembly from its last checkpoint, “unit 2”.",
    });
    const checkpoints = [1, 2].map((value) => ({
      stage: `unit ${value}`,
      engine: "webgl",
      value,
    }));
    expect(begun).toEqual([
      { engine: "webgl", checkpoints: [], reason: "the fastest" },
      { engine: "wasm", checkpoints, reason: "the graphics processor was taken away" },
    ]);
    expect(reports.at(-1)).toMatchObject({ kind: "done", outcome: { engine: "wasm" } });
  });

  it("starts over also where it waits for numbers that never come", async () => {
    await start((done) => {
      if (done < 3) return undefined;
      lose();
      return new Promise(() => {});
    }).ended;
    expect(reports).toContainEqual(lostNotice);
    expect(reports.at(-1)).toMatchObject({ kind: "done", outcome: { engine: "wasm" } });
  });

  it("starts over when the engine fails, and says why", async () => {
    await start(() => {
      throw new Error("Failed to compile fragment shader.");
    }).ended;
    expect(reports[0]).toEqual({
      kind: "notice",
      message:
        "The graphics engine failed (Failed to compile fragment shader); the run starts over on WebAssembly.",
    });
    expect(reports.at(-1)).toMatchObject({ kind: "done", outcome: { engine: "wasm" } });
  });

  it("stays paused over the change, and goes on when told", async () => {
    const run = start((done) => (done === 2 ? lose() : undefined));
    run.pause();
    lose();
    await expect.poll(kinds).toContain("notice");
    await expect.poll(() => kinds().at(-1)).toBe("paused");
    run.resume();
    await run.ended;
    expect(reports.at(-1)).toMatchObject({ kind: "done", outcome: { engine: "wasm" } });
  });

  it("that is stopped while it changes is stopped", async () => {
    const run = start((done) => {
      if (done < 3) return undefined;
      lose();
      return new Promise(() => {});
    });
    await expect.poll(kinds).toContain("notice");
    run.abort();
    await run.ended;
    expect(reports.at(-1)).toEqual({ kind: "aborted" });
    expect(kinds()).not.toContain("done");
  });
});
