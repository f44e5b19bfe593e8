import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";

import { resultSchema } from "#lab/result.ts";
import { digest } from "#runtime/digest.ts";
import { runExperiment } from "#runtime/node.ts";

import { keepCheckpoints, readCheckpoints } from "../../scripts/precompute/checkpoints.ts";
import { type Order, readOrder } from "../../scripts/precompute/order.ts";
import { project } from "../../scripts/precompute/project.ts";
import { missingRuns, writeResult } from "../../scripts/precompute/results.ts";
import { makeRuns } from "../../scripts/precompute/runs.ts";
import type { Outcome } from "../../src/experiments/wrong-labels/outcome.ts";

const orderOf = (words: readonly string[]): Promise<Order> => readOrder(words, project);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-precompute-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Seeds that a precompute of smoke said were done. */
const finished = (said: string): number[] =>
  [...said.matchAll(/smoke seed (\d) +done/g)].map(([, seed]) => Number(seed));

describe("a precompute that is interrupted after its first seeds", () => {
  const kept = mkdtempSync(join(tmpdir(), "retort-interrupted-"));
  afterAll(() => rmSync(kept, { recursive: true, force: true }));
  const words = ["wrong-labels", "--preset", "smoke", "--seeds", "1,2,3,4", "--jobs", "1"];
  const args = ["scripts/precompute.ts", ...words, "--out", kept];
  /** Seed 1, and on a busy machine those that ended before the signal came. */
  let before: number[] = [];

  it("says that it stopped, keeps the finished seeds and writes no result", async () => {
    const run = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const said = { text: "" };
    run.stdout.on("data", (chunk: Buffer) => {
      said.text += chunk.toString();
      if (/smoke seed 1 +done/.test(said.text) && !run.killed) run.kill("SIGINT");
    });
    const [code] = (await once(run, "close")) as [number | null];
    expect(code).toBe(130);
    expect(said.text).toContain(
      "finished seeds and stages are kept, and the same command goes on from there",
    );
    // Seed 1, and on a busy machine those that ended before the signal came.
    before = finished(said.text);
    expect(before).toEqual([1, 2, 3].slice(0, before.length));
    const files = readdirSync(join(kept, ".kept")).filter((name) => !isCheckpoints(name));
    expect(files.toSorted()).toEqual(
      before.map((seed) =>
        expect.stringMatching(new RegExp(`^wrong-labels-smoke-${seed}-[0-9a-f]{16}\\.json$`)),
      ),
    );
    expect(readdirSync(join(kept, "wrong-labels"))).toEqual([]);
  });

  it("goes on with the others alone, and the result is that of four undisturbed runs", async () => {
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(0);
    expect(finished(stdout)).toEqual([1, 2, 3, 4].slice(before.length));
    for (const seed of before) expect(stdout).not.toContain(`smoke seed ${seed} `);
    const result = readResult(join(kept, "wrong-labels", "smoke.json"));
    const { params } = result;
    expect(result.runs.map(({ seed }) => seed)).toEqual([1, 2, 3, 4]);
    for (const { seed, digest: recorded, outcome } of result.runs) {
      const undisturbed = await runExperiment("wrong-labels", { ...params, seed });
      expect(recorded, `seed ${seed}`).toBe(undisturbed.digest);
      expect(digest(outcome)).toBe(recorded);
      expect(result.provenance).toEqual(undisturbed.provenance);
    }
  });

  it("computes nothing at all when everything is there", () => {
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\S+smoke\.json \(\d+\.\d KB, 4 seeds\)\n$/);
  });
});

describe("an order on the command line", () => {
  it.each([
    ["", "no experiment named; usage: npm run precompute -- <experiment>"],
    ["no-such", 'there is no experiment "no-such"; there are: adversarial-squares, '],
    ["../../lab", 'there is no experiment "../../lab"; there are: '],
    ["wrong-labels more", '"more" is one word too many; usage: '],
    [
      "wrong-labels --preset huge",
      'there is no preset "huge"; there are: smoke, quick, standard, full',
    ],
    ["wrong-labels --preset", "option '--preset <value>' argument missing; usage: "],
    ["wrong-labels --seeds 1,x", 'seed "x" is not an integer from 0 to 4294967295'],
    ["wrong-labels --seeds -1", "option '--seeds' argument is ambiguous; usage: "],
    ["wrong-labels --seeds=-1", 'seed "-1" is not an integer from 0 to 4294967295'],
    ["wrong-labels --seeds 1,1", "seed 1 is named twice"],
    ["wrong-labels --jobs 0", "--jobs 0 is not a whole number from 1"],
    ["wrong-labels --engine cpu", 'there is no engine "cpu"; there are: wasm, webgpu'],
    ["wrong-labels --engine webgpu", "public/results; name another folder with --out"],
    ["wrong-labels --engine webgpu --out public/results", "name another folder with --out"],
    ["empathic-dqn --set steps=800", "--set makes other results than those committed; name"],
    ["empathic-dqn --set steps=801 --out x", "--set: Steps of training: 801 is not possible"],
    ["empathic-dqn --set stairs=800 --out x", 'no parameter "stairs"; there are: world, beta,'],
    ["empathic-dqn --set steps --out x", "--set steps is not of the form name=value"],
    ["empathic-dqn --set seed=2 --out x", "--set seed is not possible; name seeds with --seeds"],
    ["wrong-labels --epsilon 3", "unknown option '--epsilon'; usage: "],
  ])("%j is refused in one sentence", async (line, message) => {
    const words = line.split(" ").filter((word) => word !== "");
    const refusal = await failure(orderOf(words));
    expect(refusal).toContain(message);
    expect(refusal).not.toContain("\n");
  });

  it("is for every preset with its own seeds unless it says which", async () => {
    const { presets, spec } = await orderOf(["wrong-labels"]);
    expect(presets.map(({ name }) => name)).toEqual(["smoke", "quick", "standard", "full"]);
    for (const { name, seeds } of presets) expect(seeds).toEqual(spec.presets[name].seeds);
  });

  it("takes parameters of one’s own, and a preset’s for the rest", async () => {
    const words = ["empathic-dqn", "--preset", "smoke", "--out", folder];
    const set = ["--set", "settings=published", "--set", "world=sharing"];
    const { presets, spec } = await orderOf([...words, ...set]);
    const { params } = spec.presets.smoke;
    expect(presets[0]?.params).toEqual({ ...params, settings: "published", world: "sharing" });
  });

  it("keeps the runs of one engine apart from those of the other", async () => {
    const words = ["wrong-labels", "--preset", "smoke", "--out", folder];
    const [wasm] = await missingRuns(await orderOf(words));
    const [webgpu] = await missingRuns(await orderOf([...words, "--engine", "webgpu"]));
    expect(webgpu?.seed).toBe(wasm?.seed);
    expect(webgpu?.path).not.toBe(wasm?.path);
  });

  it("ends the command with exit code 1 and nothing but its sentence", () => {
    const args = ["scripts/precompute.ts", "wrong-labels", "--preset", "huge"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^there is no preset "huge"[^\n]+\n$/);
  });
});

describe("a place that cannot be written", () => {
  it("is told before anything is computed", () => {
    const blocked = join(folder, "file");
    writeFileSync(blocked, "");
    const out = join(blocked, "results");
    const args = ["scripts/precompute.ts", "wrong-labels", "--preset", "full", "--out", out];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^\S+file\/results\S* cannot be written \([^\n]+\); make room [^\n]+\n$/,
    );
  });
});

describe("the process of a run", () => {
  const sound = `{ kind: "done", completed: { outcome: {}, digest: "", cpuSeconds: 1, provenance: {}, tensorsLeft: 0 } }`;
  it.each([
    [
      "is killed",
      `process.kill(process.pid, "SIGKILL")`,
      /^wrong-labels\/smoke at seed 5 failed: its process was killed \(SIGKILL\), perhaps for want of memory; the same command goes on/,
    ],
    ["ends early", "process.exit(3)", /failed: its process ended with code 3 before the run did;/],
    [
      "fails",
      `process.send({ kind: "failed", message: "no such data" })`,
      /^wrong-labels\/smoke at seed 5 failed: no such data$/,
    ],
    [
      "leaves tensors",
      `process.send(${sound.replace("tensorsLeft: 0", "tensorsLeft: 2")})`,
      /leaves 2 tensors behind; free them in run\.ts$/,
    ],
    [
      "gives another outcome than promised",
      `process.send(${sound})`,
      /^the outcome of wrong-labels at seed 5 is not what its spec promises; /,
    ],
  ])("%s: one sentence says so, and nothing is kept", async (_, script, message) => {
    const bundle = join(folder, "run.mjs");
    writeFileSync(bundle, `process.once("message", () => { ${script} });`);
    const words = ["wrong-labels", "--preset", "smoke", "--seeds", "5", "--out", folder];
    const order = await orderOf(words);
    const work = makeRuns({
      bundle,
      order,
      missing: await missingRuns(order),
      progress: { update: () => {}, finish: () => {} },
      signal: new AbortController().signal,
    });
    expect(await failure(work)).toMatch(message);
    expect(readdirSync(join(folder, ".kept"))).toEqual([]);
    expect(existsSync(join(folder, "wrong-labels", "smoke.json"))).toBe(false);
  });

  it("that fails ends the others, which would compute for nothing", async () => {
    const bundle = join(folder, "run.mjs");
    writeFileSync(
      bundle,
      `process.once("message", ({ params }) => {
        if (params.seed === 2) process.exit(1);
        setInterval(() => {}, 1000);
      });`,
    );
    const words = ["wrong-labels", "--preset", "smoke", "--seeds", "1,2,3,4", "--jobs", "3"];
    const order = await orderOf([...words, "--out", folder]);
    const missing = await missingRuns(order);
    const progress = { update: () => {}, finish: () => {} };
    const signal = new AbortController().signal;
    expect(await failure(makeRuns({ bundle, order, missing, progress, signal }))).toContain(
      "at seed 2 failed",
    );
  });
});

describe("a kept run that was damaged", () => {
  it.each(["", "{", "{}", "[1]"])("as %j is named, not used", async (text) => {
    const words = ["wrong-labels", "--preset", "smoke", "--seeds", "1", "--out", folder];
    const order = await orderOf(words);
    const [planned] = await missingRuns(order);
    const [preset] = order.presets;
    if (planned === undefined || preset === undefined) throw new Error("nothing is planned");
    writeFileSync(planned.path, text);
    expect(await missingRuns(order)).toEqual([]);
    expect(await failure(writeResult(order, preset))).toBe(
      `${planned.path} was changed after it was written; delete it and start again`,
    );
  });
});

describe("a precompute that is stopped within a seed", () => {
  const words = ["wrong-labels", "--preset", "quick", "--seeds", "1"];

  it("goes on from the last finished stage, to the result of an undisturbed run", async () => {
    const args = ["scripts/precompute.ts", ...words, "--out", folder];
    const files = (): string[] => readdirSync(join(folder, ".kept"));
    const run = spawn(process.execPath, args, { stdio: "ignore" });
    const closed = once(run, "close");
    await expect
      .poll(() => existsSync(join(folder, ".kept")) && files().some(isCheckpoints), {
        timeout: 100_000,
        interval: 20,
      })
      .toBe(true);
    run.kill("SIGTERM");
    expect(await closed).toEqual([130, null]);
    expect(files()).toEqual([expect.stringMatching(/^wrong-labels-quick-1-.+\.checkpoints$/)]);

    const [planned] = await missingRuns(await orderOf([...words, "--out", folder]));
    if (planned === undefined) throw new Error("nothing is planned");
    const { checkpoints, cpuSeconds } = await readCheckpoints(planned);
    expect(checkpoints[0]?.stage).toBe("source network");
    // A mark in the notes comes out again: the stage was not made a second time.
    const marked = structuredClone(checkpoints.slice(0, 1));
    for (const { value } of marked) {
      const { notes } = value as { notes: Pick<Outcome, "source"> };
      Object.assign(notes.source[0] ?? {}, { accuracyTrue: 0.123 });
    }
    await keepCheckpoints(planned, { checkpoints: marked, cpuSeconds: 1000 });
    const resumed = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(resumed.status).toBe(0);
    expect(files()).toEqual([expect.stringMatching(/\.json$/)]);
    const { runs } = readResult(join(folder, "wrong-labels", "quick.json"));
    expect(runs[0]?.outcome).toMatchObject({
      source: [{ accuracyTrue: 0.123 }, {}, {}, {}, {}, {}, {}, {}],
    });
    expect(runs[0]?.cpuSeconds).toBeGreaterThan(1000);

    // And without the mark, to the committed digest.
    rmSync(planned.path);
    await keepCheckpoints(planned, { checkpoints, cpuSeconds });
    expect(spawnSync(process.execPath, args, { encoding: "utf8" }).status).toBe(0);
    const committed = readResult("public/results/wrong-labels/quick.json");
    const again = readResult(join(folder, "wrong-labels", "quick.json"));
    expect(again.runs[0]?.digest).toBe(committed.runs[0]?.digest);
  });

  it("begins anew where the kept stages cannot be read", async () => {
    const [planned] = await missingRuns(await orderOf([...words, "--out", folder]));
    if (planned === undefined) throw new Error("nothing is planned");
    writeFileSync(planned.path.replace(/json$/, "checkpoints"), "half a fi");
    expect(await readCheckpoints(planned)).toEqual({ checkpoints: [], cpuSeconds: 0 });
  });
});

const isCheckpoints = (name: string): boolean => name.endsWith(".checkpoints");

function readResult(path: string) {
  return resultSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it did not fail");
}
