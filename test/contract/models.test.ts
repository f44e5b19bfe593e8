/** Every committed model is what its recipe and its manifest say. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { kernelsVersion } from "#kernels/version.ts";
import type { Tf } from "#lab/tf.ts";
import { withstandPgd } from "#ml/attack-strength.ts";
import { planData } from "#ml/classifier-recipe.ts";
import { agreement, predictSet } from "#ml/evaluation.ts";
import { loadImageData } from "#ml/image-data.ts";
import { readModelManifest } from "#ml/pretrained-manifest.ts";
import { loadPretrained } from "#ml/pretrained.ts";
import { nodeEngine, nodeRuntime } from "#runtime/node.ts";
import { findRecipe, recipeIds } from "#runtime/recipes.ts";

const folder = "public/models";
const ids = existsSync(folder)
  ? readdirSync(folder).filter((id) => existsSync(join(folder, id, "manifest.json")))
  : [];

/** Test images measured again; enough to tell a broken model, few enough to be quick. */
const few = 300;

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

describe.each(ids)("the model %s", (id) => {
  const manifest = readModelManifest(readFileSync(join(folder, id, "manifest.json")), id);
  const hasImages =
    manifest.plan.dataset === "strokes" || existsSync(`public/data/${manifest.plan.dataset}`);

  it("has a recipe of its name and was made by it as it stands, on today’s kernels", async () => {
    expect(recipeIds()).toContain(id);
    expect(manifest.id).toBe(id);
    expect(manifest.plan, `npm run precompute -- --model ${id}`).toEqual(
      (await findRecipe(id)).plan,
    );
    expect(manifest.provenance.kernels).toBe(kernelsVersion);
    expect(manifest.provenance.engine).toMatch(/^wasm-simd\//);
  });

  it("has two files, whose weights are a download of at most 400 KB", () => {
    expect(readdirSync(join(folder, id)).toSorted()).toEqual(["manifest.json", "weights.bin"]);
    expect(readFileSync(join(folder, id, "weights.bin"))).toHaveLength(manifest.weights.bytes);
    expect(manifest.weights.bytes).toBeLessThanOrEqual(400 * 1024);
  });

  it("loads: its weights are those of the digest, and as many as its network has", async () => {
    const engine = await nodeEngine();
    const { load, random } = nodeRuntime(engine, 1);
    const before = tf.memory().numTensors;
    const { network, weights } = await loadPretrained(tf, load, id);
    const fresh = network.create(tf, random("any"));
    const shapes = (of: typeof weights) =>
      Object.entries(of).map(([name, { shape }]) => [name, shape]);
    expect(shapes(weights)).toEqual(shapes(fresh));
    const count = Object.values(weights).reduce((sum, { size }) => sum + size, 0);
    expect(count).toBe(manifest.parameters);
    tf.dispose([...Object.values(weights), ...Object.values(fresh)]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("lost no more than a hundredth to its rounding, and AutoPGD finds what PGD finds", () => {
    const { clean, unrounded, attacked } = manifest.accuracy;
    expect(Math.abs(clean - unrounded)).toBeLessThanOrEqual(0.01);
    const { pgd, autoPgd } = manifest.plan.checks;
    for (const { epsilon, pgd: byPgd, autoPgd: byAuto } of attacked) {
      // AutoPGD is the stronger; its images are some of PGD's, so chance may lift it by a few standard errors.
      const error = Math.sqrt(0.25 / autoPgd.images + 0.25 / pgd.images);
      expect(byAuto, `epsilon ${epsilon}`).toBeLessThan(byPgd + 2.5 * error);
    }
  });

  it.skipIf(!hasImages)("sees and withstands on a few images what its manifest says", async () => {
    const engine = await nodeEngine();
    const runtime = nodeRuntime(engine, manifest.plan.seed);
    const plan = { ...manifest.plan, trainingImages: 1, testImages: few };
    const { test } = await loadImageData(planData(plan), runtime);
    const model = await loadPretrained(tf, runtime.load, id);
    const { network, weights } = model;
    const answers = await predictSet(tf, network, weights, test);
    expectShare(agreement(answers, test.labels), manifest.accuracy.clean);

    const { norm, pgd } = manifest.plan.checks;
    const [weakest] = manifest.accuracy.attacked;
    if (weakest === undefined) throw new Error("no attack");
    const settings = { norm, epsilon: weakest.epsilon, steps: pgd.steps };
    const attacks = withstandPgd(tf, model, test, settings);
    let turn = await attacks.next();
    while (turn.done !== true) turn = await attacks.next();
    const stands = turn.value.reduce((sum, one) => sum + one, 0) / few;
    expectShare(stands, weakest.pgd);
    tf.dispose(Object.values(weights));
  });
});

const manifests = ids.map((id) =>
  readModelManifest(readFileSync(join(folder, id, "manifest.json")), id),
);
const pairs = manifests.flatMap((robust) =>
  manifests
    .filter(
      ({ plan: { training, dataset } }) =>
        robust.plan.training.kind === "adversarial" &&
        training.kind === "standard" &&
        dataset === robust.plan.dataset,
    )
    .map((standard) => ({ robust, standard })),
);

it.each(pairs)("$robust.id withstands more than $standard.id", ({ robust, standard }) => {
  for (const [i, { epsilon, pgd, autoPgd }] of robust.accuracy.attacked.entries()) {
    const weaker = standard.accuracy.attacked[i];
    expect(weaker?.epsilon).toBe(epsilon);
    expect(pgd, `PGD at ${epsilon}`).toBeGreaterThanOrEqual(weaker?.pgd ?? 1);
    expect(autoPgd, `AutoPGD at ${epsilon}`).toBeGreaterThanOrEqual(weaker?.autoPgd ?? 1);
  }
});

/** A share of the few images, as near to that of many as chance allows. */
function expectShare(found: number, known: number): void {
  const error = Math.sqrt(Math.max(known * (1 - known), 0.002) / few);
  expect(Math.abs(found - known)).toBeLessThan(4 * error);
}
