import { beforeAll, describe, expect, it } from "vitest";

import type { Runtime } from "#lab/runtime.ts";
import type { Tf } from "#lab/tf.ts";
import { classifierRecipe, type Made } from "#ml/classifier-recipe.ts";
import { loadPretrained } from "#ml/pretrained.ts";
import { nodeEngine, nodeRuntime } from "#runtime/node.ts";

let tf: Tf;
let made: Made;
beforeAll(async () => {
  const engine = await nodeEngine();
  ({ tf } = engine);
  const recipe = classifierRecipe({
    version: 1,
    title: "A small network for tests",
    dataset: "strokes",
    architecture: "mlp",
    trainingImages: 50,
    testImages: 20,
    training: { kind: "standard" },
    epochs: 1,
    batchSize: 50,
    learningRate: 0.003,
    seed: 5,
    checks: {
      norm: "l2",
      epsilons: [3],
      pgd: { steps: 1, images: 2 },
      autoPgd: { steps: 100, restarts: 3, images: 2 },
    },
  });
  const making = recipe.run("small", nodeRuntime(engine, 5));
  let turn = await making.next();
  while (turn.done !== true) turn = await making.next();
  made = turn.value;
});

describe("a model that is fetched", () => {
  it("has the weights that were written, to half an eight-bit step", async () => {
    const { weights, manifest } = await loadPretrained(tf, site(), "small");
    expect(manifest.accuracy).toEqual(made.trained.accuracy);
    expect(Object.entries(weights).map(([name, { shape }]) => [name, shape])).toEqual([
      ["hidden.kernel", [784, 128]],
      ["hidden.bias", [128]],
      ["output.kernel", [128, 10]],
      ["output.bias", [10]],
    ]);
    const bias = (await weights["hidden.bias"]?.data()) ?? [];
    // After the kernel's 128 scales and its bytes come the biases, whole.
    const start = 4 * 128 + 784 * 128;
    const written = new Float32Array(made.bytes.slice(start, start + 4 * 128).buffer);
    expect([...bias]).toEqual([...written]);
  });

  it("but was damaged on the way is refused, with the command that mends it", async () => {
    const bytes = made.bytes.slice();
    bytes[777] = (bytes[777] ?? 0) ^ 1;
    await expect(loadPretrained(tf, site({ bytes }), "small")).rejects.toThrow(
      "the weights of the model small are not those of its manifest; run npm run precompute -- --model small --fresh",
    );
    const short = made.bytes.slice(1);
    await expect(loadPretrained(tf, site({ bytes: short }), "small")).rejects.toThrow(
      "are not those of its manifest",
    );
  });

  it.each(["", "{", "{}"])("with the manifest %j is refused in one sentence", async (text) => {
    await expect(loadPretrained(tf, site({ manifest: text }), "small")).rejects.toThrow(
      "the manifest of the model small cannot be read; run npm run precompute -- --model small",
    );
  });

  it("and is not there is told with the command that makes it", async () => {
    const { load } = nodeRuntime(await nodeEngine(), 1);
    await expect(loadPretrained(tf, load, "no-such")).rejects.toThrow(
      /^there is no \S+no-such\/manifest\.json; run npm run precompute -- --model no-such$/,
    );
  });
});

/** A site that has the model `small`, with one of its files replaced if asked. */
function site({
  bytes,
  manifest,
}: { bytes?: Uint8Array; manifest?: string } = {}): Runtime["load"] {
  const whole = {
    ...made.trained,
    cpuSeconds: 1,
    provenance: { engine: "wasm-simd/test", kernels: "2", host: "test", date: "2026-11-25" },
  };
  const files = new Map<string, Uint8Array>([
    ["models/small/manifest.json", new TextEncoder().encode(manifest ?? JSON.stringify(whole))],
    ["models/small/weights.bin", bytes ?? made.bytes],
  ]);
  return async (path) => {
    const found = files.get(path);
    if (found === undefined) throw new Error(`there is no ${path}`);
    return Uint8Array.from(found).buffer;
  };
}
