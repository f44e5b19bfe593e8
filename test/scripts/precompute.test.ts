import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";

import { resultSchema } from "#lab/result.ts";
import { digest } from "#runtime/digest.ts";
import { runExperiment } from "#runtime/node.ts";

import { type Order, readOrder } from "../../scripts/precompute/order.ts";
import { project } from "../../scripts/precompute/project.ts";
import { missingRuns, writeResult } from "../../scripts/precompute/results.ts";
import { makeRuns } from "../../scripts/precompute/runs.ts";

const orderOf = (words: readonly string[]): Promise<Order> => readOrder(words, project);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-precompute-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a precompute that is interrupted after its first seed", () => {
  const kept = mkdtempSync(join(tmpdir(), "retort-interrupted-"));
  afterAll(() => rmSync(kept, { recursive: true, force: true }));
  const words = ["wrong-labels", "--preset", "smoke", "--seeds", "1,2,3", "--jobs", "1"];
  const args = ["scripts/precompute.ts", ...words, "--out", kept];

  it("says that it stopped, keeps the finished seed and writes no result", async () => {
    const run = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const said = { text: "" };
    run.stdout.on("data", (chunk: Buffer) => {
      said.text += chunk.toString();
      if (/smoke seed 1 +done/.test(said.text) && !run.killed) run.kill("SIGINT");
    });
    const [code] = (await once(run, "close")) as [number | null];
    expect(code).toBe(130);
    expect(said.text).toContain("finished seeds are kept, and the same command goes on from there");
    const files = readdirSync(join(kept, ".kept"));
    expect(files).toEqual([expect.stringMatching(/^wrong-labels-smoke-1-[0-9a-f]{16}\.json$/)]);
    expect(readdirSync(join(kept, "wrong-labels"))).toEqual([]);
  });

  it("goes on with the others alone, and the result is that of three undisturbed runs", async () => {
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).not.toContain("smoke seed 1 ");
    expect(stdout).toMatch(/smoke seed 2 +done[^]+smoke seed 3 +done/);
    const result = readResult(join(kept, "wrong-labels", "smoke.json"));
    const { params } = result;
    expect(result.runs.map(({ seed }) => seed)).toEqual([1, 2, 3]);
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
    expect(stdout).toMatch(/^\S+smoke\.json \(\d+\.\d KB, 3 seeds\)\n$/);
  });
});

describe("an order on the command line", () => {
  it.each([
    ["", "no experiment named; usage: npm run precompute -- <experiment>"],
    ["no-such", 'there is no experiment "no-such"; there are: wrong-labels'],
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
