import { beforeAll, describe, expect, it } from "vitest";

import { agrees, goldenStep, stepMs } from "#runtime/engine-check.ts";
import { chooseEngine } from "#runtime/engine-choice.ts";
import type { Engine, GraphicsEngine, GraphicsName } from "#runtime/engine.ts";
import { RunFailure } from "#runtime/failure.ts";
import { nodeEngine } from "#runtime/node.ts";

let wasm: Engine;
beforeAll(async () => {
  wasm = await nodeEngine();
});

/** Wasm under the name of another engine. */
function posing(name: GraphicsName, changes: Partial<GraphicsEngine> = {}): GraphicsEngine {
  return {
    tf: wasm.tf,
    id: `${name}/4.22.0`,
    activate: async () => {},
    device: "GeForce RTX 4070",
    isSoftware: false,
    isLost: () => false,
    lost: new Promise(() => {}),
    ...changes,
  };
}

/** A host with these engines, each of which takes so many milliseconds a step; wasm takes 20. */
function hostWith(engines: Partial<Record<GraphicsName, [GraphicsEngine, number]>>) {
  return {
    open: async (name: GraphicsName) => {
      const [engine] = engines[name] ?? [];
      if (engine === undefined) throw new RunFailure("unsupported", `there is no ${name}`);
      return engine;
    },
    measure: async (engine: Engine) =>
      Object.values(engines).find(([own]) => own === engine)?.[1] ?? 20,
  };
}

/** Rounds as an engine of 16 bits does. */
function halved(): GraphicsEngine["tf"] {
  const { tf } = wasm;
  return { ...tf, dense: (...given) => tf.mul(tf.dense(...given), 1 + 2 ** -10) };
}

describe("the fastest engine", () => {
  it.each([
    ["webgpu", 5, 10],
    ["webgl", 10, 5],
    ["wasm-simd", 30, 21],
  ])("is %s where a step takes WebGPU %i ms, WebGL %i and wasm 20", async (name, gpuMs, glMs) => {
    const host = hostWith({
      webgpu: [posing("webgpu"), gpuMs],
      webgl: [posing("webgl"), glMs],
    });
    const { engine, notice, reason } = await chooseEngine("auto", wasm, host);
    expect(engine.id).toBe(`${name}/4.22.0`);
    expect(notice).toBeUndefined();
    expect(reason).toBe(
      `the fastest: WebAssembly 20.0 ms a step, WebGPU ${gpuMs}.0 ms, WebGL ${glMs}.0 ms`,
    );
  });

  it("is never a software renderer, nor one that computes other numbers, however fast", async () => {
    const host = hostWith({
      webgpu: [posing("webgpu", { isSoftware: true }), 1],
      webgl: [posing("webgl", { tf: halved() }), 1],
    });
    const { engine, notice, reason } = await chooseEngine("auto", wasm, host);
    expect(engine).toBe(wasm);
    // The reader asked for none of the two.
    expect(notice).toBeUndefined();
    expect(reason).toBe(
      "the fastest: WebAssembly 20.0 ms a step, no WebGPU (GeForce RTX 4070 is no graphics hardware), no WebGL (WebGL computes other numbers than it should on this device)",
    );
  });
});

describe("an engine asked for by name", () => {
  it("may be slow, and software where the host allows that", async () => {
    const slow = posing("webgl", { isSoftware: true });
    const host = { ...hostWith({ webgl: [slow, 5000] }), allowsSoftware: true };
    expect(await chooseEngine("webgl", wasm, host)).toEqual({ engine: slow });
  });

  it.each([
    [
      "is a software renderer",
      () => hostWith({ webgl: [posing("webgl", { isSoftware: true, device: "SwiftShader" }), 1] }),
      "SwiftShader is no graphics hardware; the run takes WebAssembly instead.",
    ],
    [
      "computes with 16 bits",
      () => hostWith({ webgl: [posing("webgl", { tf: halved() }), 1] }),
      "WebGL computes other numbers than it should on this device; the run takes WebAssembly instead.",
    ],
    [
      "is not to be had",
      () => hostWith({}),
      "There is no webgl; the run takes WebAssembly instead.",
    ],
  ])("that %s is replaced by wasm, in a sentence", async (_, host, notice) => {
    const chosen = await chooseEngine("webgl", wasm, host());
    expect(chosen.engine).toBe(wasm);
    expect(chosen.notice).toBe(notice);
    expect(notice.toLowerCase()).toContain(chosen.reason?.toLowerCase());
  });
});

describe("the golden step", () => {
  it("moves every weight, gives the same numbers twice and leaves no tensor", async () => {
    const before = wasm.tf.memory().numTensors;
    const [first, second] = [await goldenStep(wasm.tf), await goldenStep(wasm.tf)];
    expect(wasm.tf.memory().numTensors).toBe(before);
    expect(first).toEqual(second);
    expect(first).toHaveLength(1 + 3 * 3 * 2 * 4 + 4 + 36 * 5 + 5);
  });

  it("is not passed by numbers that are none, nor by fewer", () => {
    const numbers = Float32Array.of(1, 2);
    expect(agrees(Float32Array.of(1.00005, 2), numbers)).toBe(true);
    expect(agrees(Float32Array.of(1.0002, 2), numbers)).toBe(false);
    expect(agrees(Float32Array.of(1, NaN), numbers)).toBe(false);
    expect(agrees(Float32Array.of(1), numbers)).toBe(false);
  });
});

it("measures a step within about the time it is given, and leaves no tensor", async () => {
  const before = wasm.tf.memory().numTensors;
  const start = performance.now();
  const ms = await stepMs(wasm.tf, 200);
  expect(ms).toBeGreaterThan(0);
  expect(performance.now() - start).toBeGreaterThanOrEqual(200);
  expect(wasm.tf.memory().numTensors).toBe(before);
});
