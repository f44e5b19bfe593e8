import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

import type { Message } from "#runtime/node-process.ts";
import { runExperiment } from "#runtime/node.ts";

import { chromiumPath } from "../../scripts/chromium.ts";
import { bundleForNode, projectFolder } from "../../scripts/node-host.ts";
import { startBundle } from "../../scripts/start-bundle.ts";
import type { Outcome } from "../../src/experiments/wrong-labels/outcome.ts";
import spec from "../../src/experiments/wrong-labels/spec.ts";

/** A software renderer takes a minute for what wasm does in half a second. */
const params = { ...spec.presets.smoke.params, size: 200, testSize: 100, epochs: 1, steps: 1 };

let bundle: string;
beforeAll(async () => {
  bundle = await bundleForNode("src/runtime/node-process.ts", "dawn-test");
});
afterAll(() => rm(dirname(bundle), { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs in a process of its own, as precompute does, and tells how it and the process ended. */
async function runOnWebgpu(): Promise<{ end: Message; code: number | null }> {
  const child = startBundle(bundle, projectFolder);
  child.send({ experiment: "wrong-labels", params, engine: "webgpu" });
  const ends: Message[] = [];
  child.on("message", (message: Message) => {
    if (message.kind === "done" || message.kind === "failed") ends.push(message);
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [end] = ends;
  if (end === undefined) throw new Error(`the process ended with code ${code} and told nothing`);
  return { end, code };
}

it("a run on Dawn comes to what wasm comes to, leaves no tensor, and its process ends", async ({
  skip,
}) => {
  const icd = join(dirname(chromiumFolder()), "vk_swiftshader_icd.json");
  if (!existsSync(icd)) skip(`there is no software driver ${icd}`);
  if (!hasPackage()) skip("the optional package webgpu is not installed");
  vi.stubEnv("VK_DRIVER_FILES", icd);
  vi.stubEnv("LD_LIBRARY_PATH", dirname(icd));
  const { end, code } = await runOnWebgpu();
  if (end.kind !== "done") throw new Error(JSON.stringify(end));
  const { completed } = end;
  expect(code).toBe(0);
  expect(completed.provenance.engine).toBe("webgpu/4.22.0");
  expect(completed.provenance.host).toMatch(/^node [\d.]+, .*SwiftShader/);
  expect(completed.tensorsLeft).toBe(0);
  const own = accuracies(completed.outcome as Outcome);
  const wasm = accuracies((await runExperiment("wrong-labels", params)).outcome as Outcome);
  // One test image of 100 may fall on the other side of a boundary.
  wasm.forEach((share, i) => expect(Math.abs((own[i] ?? NaN) - share)).toBeLessThanOrEqual(0.011));
}, 250_000);

it("says in one sentence that there is no graphics processor", async ({ skip }) => {
  if (process.platform !== "linux") skip("only Vulkan can be told to have no driver");
  if (!hasPackage()) skip("the optional package webgpu is not installed");
  vi.stubEnv("VK_DRIVER_FILES", "/no/driver.json");
  const { end } = await runOnWebgpu();
  expect(end).toEqual({
    kind: "failed",
    message:
      "WebGPU finds no graphics processor; install its driver (on Linux with Vulkan’s loader, libvulkan.so.1), or use --engine wasm",
  });
});

function accuracies({ source, pupil, control }: Outcome): number[] {
  return [...source, ...pupil, ...control].flatMap(({ accuracyTrue, accuracyTaught }) => [
    accuracyTrue,
    accuracyTaught,
  ]);
}

/** Debian starts Chromium by a script elsewhere. */
function chromiumFolder(): string {
  const path = chromiumPath();
  return path === "/usr/bin/chromium" ? "/usr/lib/chromium/chromium" : path;
}

function hasPackage(): boolean {
  try {
    createRequire(import.meta.url).resolve("webgpu");
    return true;
  } catch {
    return false;
  }
}
