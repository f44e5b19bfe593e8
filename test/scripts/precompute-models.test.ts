import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { kernelsVersion } from "#kernels/version.ts";
import type { ModelManifest } from "#ml/pretrained-manifest.ts";

import { isMade, prepareFolder, writeModel } from "../../scripts/precompute/models/files.ts";
import { type ModelOrder, readModelOrders } from "../../scripts/precompute/models/order.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-models-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("an order of models", () => {
  it("names them with commas, each with its recipe and its folder", async () => {
    const words = ["--model", "mnist-standard,strokes-robust", "--out", folder];
    const orders = await readModelOrders(words);
    expect(orders.map(({ id, folder: place }) => [id, place])).toEqual([
      ["mnist-standard", join(folder, "mnist-standard")],
      ["strokes-robust", join(folder, "strokes-robust")],
    ]);
    expect(orders[1]?.recipe.plan.training.kind).toBe("adversarial");
  });

  it.each([
    [["--model", "no-such"], /^there is no model "no-such"; there are: mnist-noise, mnist-robust/],
    [["--model", "../lab/tf"], /^there is no model "\.\.\/lab\/tf"; there are: /],
    [["--model"], /argument missing; usage: npm run precompute -- --model <id>/],
    [["--model=mnist-noise", "--preset=full"], /^unknown option '--preset'; usage: /],
  ])("of %j is refused in one sentence, without output", (words, message) => {
    const args = ["scripts/precompute.ts", ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr.trim()).not.toContain("\n");
  });
});

describe("the files of a model", () => {
  it("are written whole, found again as made, and no longer once anything differs", async () => {
    const order = await orderOf("strokes-standard");
    await prepareFolder(order.folder);
    expect(await isMade(order)).toBe(false);
    const bytes = Uint8Array.from([1, 2, 3]);
    const manifest = manifestOf(order);
    await writeModel(order.folder, manifest, bytes);
    expect(readdirSync(order.folder).toSorted()).toEqual(["manifest.json", "weights.bin"]);
    expect(readFileSync(join(order.folder, "weights.bin"))).toEqual(Buffer.from(bytes));
    expect(await isMade(order)).toBe(true);

    const { plan } = order.recipe;
    const other = { ...order, recipe: { ...order.recipe, plan: { ...plan, seed: 7 } } };
    expect(await isMade(other)).toBe(false);
    writeFileSync(join(order.folder, "weights.bin"), Uint8Array.from([1, 2, 4]));
    expect(await isMade(order)).toBe(false);
  });

  it("larger than 400 KB are refused, and the old ones stay", async () => {
    const order = await orderOf("strokes-standard");
    await prepareFolder(order.folder);
    await writeModel(order.folder, manifestOf(order), Uint8Array.from([1, 2, 3]));
    const large = new Uint8Array(400 * 1024 + 1);
    await expect(writeModel(order.folder, manifestOf(order), large)).rejects.toThrow(
      "the weights of strokes-standard would be 401 KB; a model may have 400, so it must be smaller",
    );
    expect(await isMade(order)).toBe(true);
    expect(readdirSync(order.folder)).toHaveLength(2);
  });

  it("that cannot be written are told before anything is computed", () => {
    const blocked = join(folder, "file");
    writeFileSync(blocked, "");
    const args = ["scripts/precompute.ts", "--model", "mnist-robust", "--out", blocked];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^\S+file\/mnist-robust cannot be written \([^\n]+\); make room [^\n]+\n$/,
    );
    expect(existsSync(join(folder, "file/mnist-robust"))).toBe(false);
  });
});

async function orderOf(id: string): Promise<ModelOrder> {
  const [order] = await readModelOrders(["--model", id, "--out", folder]);
  if (order === undefined) throw new Error("nothing was ordered");
  return order;
}

/** A manifest of the weights 1, 2, 3. */
function manifestOf({ id, recipe }: ModelOrder): ModelManifest {
  return {
    id,
    plan: recipe.plan,
    input: [28, 28, 1],
    classes: 10,
    parameters: 3,
    weights: {
      bytes: 3,
      // sha256sum of the three bytes.
      sha256: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
      tensors: [{ name: "all", shape: [3], encoding: "int8" }],
    },
    accuracy: { unrounded: 0.9, clean: 0.9, attacked: [] },
    cpuSeconds: 1,
    provenance: {
      engine: "wasm-simd/test",
      kernels: kernelsVersion,
      host: "test",
      date: "2026-11-25",
    },
  };
}
