import { readdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import type { EngineChoice } from "#runtime/engine.ts";
import { runExperiment } from "#runtime/node.ts";
import type { Report } from "#runtime/protocol.ts";

import type { Outcome } from "../../src/experiments/wrong-labels/outcome.ts";
import spec from "../../src/experiments/wrong-labels/spec.ts";
import { digestOf, openRestored, said, small, start } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const demo = openedSite("content", "/", {
  flags: [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--enable-unsafe-webgpu",
    "--enable-features=Vulkan",
    "--use-webgpu-adapter=swiftshader",
  ],
});

/** A software renderer takes a minute for what wasm does in half a second. */
const params = { ...spec.presets.smoke.params, size: 200, testSize: 100, epochs: 2, steps: 2 };
let outcome: Outcome;
let digest: string;
beforeAll(async () => {
  const run = await runExperiment("wrong-labels", params);
  outcome = run.outcome as Outcome;
  digest = run.digest;
});

/** Starts a run on an engine and gives its reports so far, snapshots left out, whenever asked. */
async function startOn(page: Page, engine: EngineChoice): Promise<() => Promise<Report[]>> {
  const program = readdirSync(join(demo.site.folder, "_astro")).find((file) =>
    /^graphics-[^.]+\.js$/.test(file),
  );
  await page.goto(demo.address);
  const root = demo.address;
  const reports = await page.evaluateHandle(
    ({ address, order }) => {
      const received: Report[] = [];
      const worker = new Worker(address, { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Report>) => received.push(data));
      worker.postMessage(order);
      return received;
    },
    {
      address: `${root}_astro/${program}`,
      order: {
        kind: "start",
        experiment: "wrong-labels",
        params,
        root,
        engine,
        allowsSoftware: true,
      },
    },
  );
  return () => reports.evaluate((received) => received);
}

const isEnd = ({ kind }: Report): boolean => kind === "done" || kind === "failed";
const endOf = async (reports: () => Promise<Report[]>): Promise<Report[]> => {
  await expect.poll(async () => (await reports()).some(isEnd), { timeout: 200_000 }).toBe(true);
  return reports();
};
const notices = (reports: Report[]): string[] =>
  reports.flatMap((report) => (report.kind === "notice" ? [report.message] : []));
const engines = (reports: Report[]): string[] =>
  reports.flatMap((report) => (report.kind === "ready" ? [report.provenance.engine] : []));

/** Every accuracy of an outcome. */
function shares({ source, pupil, control, doses }: Outcome): number[] {
  return [...source, ...pupil, ...control, ...doses].flatMap(({ accuracyTrue, accuracyTaught }) => [
    accuracyTrue,
    accuracyTaught,
  ]);
}

describe("a run on a graphics engine that is asked for by name, in a software renderer", () => {
  it.each([["webgl"], ["webgpu"]] as const)(
    "%s comes to what wasm comes to",
    async (engine) => {
      const reports = await endOf(await startOn(await demo.page(), engine));
      const [notice] = notices(reports);
      if (engine === "webgpu" && notice?.includes("finds no graphics processor")) {
        console.warn(`webgpu was not tried in the browser: ${notice}`);
        return;
      }
      expect(notices(reports)).toEqual([]);
      expect(engines(reports)).toEqual([`${engine}/4.22.0`]);
      const done = reports.find(({ kind }) => kind === "done") as { outcome: Outcome };
      const expected = shares(outcome);
      // One test image of 100 may fall on the other side of a boundary.
      shares(done.outcome).forEach((share, i) =>
        expect(Math.abs(share - (expected[i] ?? NaN))).toBeLessThanOrEqual(0.011),
      );
    },
    250_000,
  );

  it("starts over on wasm when the graphics processor goes, and says so", async () => {
    const reports = await startOn(await demo.page(), "webgl");
    const hasBegun = async (): Promise<boolean> =>
      (await reports()).some(({ kind }) => kind === "snapshot");
    await expect.poll(hasBegun, { timeout: 60_000 }).toBe(true);
    const control = await demo.browser.newBrowserCDPSession();
    await control.send("Browser.crashGpuProcess");
    const all = await endOf(reports);
    // What is told first depends on what the run was doing.
    expect(notices(all)).toEqual([
      expect.stringMatching(
        /^The graphics (processor was taken away|engine failed \(.+\)); the run starts over on WebAssembly\.$/,
      ),
    ]);
    expect(engines(all)).toEqual(["webgl/4.22.0", "wasm-simd/4.22.0"]);
    expect(all.at(-1)).toMatchObject({ kind: "done", digest });
  }, 250_000);
  it("goes on on wasm from its last checkpoint when the processor goes after one, and says on what it was made", async () => {
    const reports = await startOn(await demo.page(), "webgl");
    const hasCheckpoint = async (): Promise<boolean> =>
      (await reports()).some(({ kind }) => kind === "checkpoint");
    await expect.poll(hasCheckpoint, { timeout: 100_000 }).toBe(true);
    const control = await demo.browser.newBrowserCDPSession();
    await control.send("Browser.crashGpuProcess");
    const all = await endOf(reports);
    expect(notices(all)).toEqual([
      expect.stringMatching(
        /; the run goes on on WebAssembly from its last checkpoint, “(source network|pupil at epsilon 3)”\.$/,
      ),
    ]);
    expect(engines(all)).toEqual(["webgl/4.22.0", "webgl/4.22.0, then wasm-simd/4.22.0"]);
    expect(all.at(-1)).toMatchObject({ kind: "done" });
    const stages = all.flatMap((report) =>
      report.kind === "checkpoint" ? [report.checkpoint.stage] : [],
    );
    expect(stages).toEqual([
      "source network",
      "pupil at epsilon 3",
      "control",
      "leakage-only controls",
    ]);
  }, 250_000);
});

it("a run that asks for the fastest engine takes wasm where only a software renderer is there", async () => {
  const reports = await endOf(await startOn(await demo.page(), "auto"));
  expect(engines(reports)).toEqual(["wasm-simd/4.22.0"]);
  // Nothing was asked for by name, so that the reader is told nothing; the run says why it is on wasm.
  expect(notices(reports)).toEqual([]);
  expect(reports[0]).toMatchObject({
    kind: "ready",
    provenance: { engineReason: expect.stringMatching(/^the fastest: WebAssembly .* no WebGL \(/) },
  });
  expect(reports.at(-1)).toMatchObject({ kind: "done", digest });
});

it("a reader who asks for WebGL where it is software is told so, and has the run on wasm", async () => {
  const asked = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  );
  const page = await openRestored(demo, small({ ...asked, engine: "webgl" }));
  expect(await page.inputValue("[name=engine]")).toBe("webgl");
  await page.click(start);
  expect(await digestOf(page)).toBe(digest);
  expect(await said(page)).toMatch(/is no graphics hardware; the run takes WebAssembly instead\./);
  expect(await page.textContent(".detail")).toMatch(/^wasm-simd\/4\.22\.0 · digest/);
  expect(new URL(page.url()).searchParams.get("engine")).toBe("webgl");
  await page.click('[data-action="reset"]');
  await expect.poll(() => page.inputValue("[name=engine]")).toBe("wasm");
});
