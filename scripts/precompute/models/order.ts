/** What a command line with `--model` asks for, checked. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import type { Recipe } from "../../../src/ml/classifier-recipe.ts";
import { readWords } from "../../command.ts";
import { projectFolder } from "../../node-host.ts";

export interface ModelOrder {
  readonly id: string;
  readonly recipe: Recipe;
  /** Holds `manifest.json` and `weights.bin`. */
  readonly folder: string;
  /** Whether a model that is there and right is made again. */
  readonly isFresh: boolean;
}

const usage = "npm run precompute -- --model <id>[,<id>] [--fresh] [--out folder]";
const recipes = join(projectFolder, "src/recipes");

/** Reads the words of a command line; throws one sentence for an unknown model or flag. */
export async function readModelOrders(words: readonly string[]): Promise<ModelOrder[]> {
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: {
          model: { type: "string" },
          fresh: { type: "boolean" },
          out: { type: "string" },
        },
      }),
    usage,
  );
  const out = values.out === undefined ? join(projectFolder, "public/models") : resolve(values.out);
  const ids = (values.model ?? "").split(",");
  return Promise.all(
    ids.map(async (id) => ({
      id,
      recipe: await loadRecipe(id),
      folder: join(out, id),
      isFresh: values.fresh ?? false,
    })),
  );
}

/** Names of all models that have a recipe, sorted. */
function modelIds(): string[] {
  return existsSync(recipes)
    ? readdirSync(recipes)
        .map((file) => file.replace(/\.ts$/, ""))
        .toSorted()
    : [];
}

async function loadRecipe(id: string): Promise<Recipe> {
  if (!modelIds().includes(id)) {
    throw new Error(`there is no model "${id}"; there are: ${modelIds().join(", ") || "none"}`);
  }
  const address = new URL(`../../../src/recipes/${id}.ts`, import.meta.url);
  const module: { default: Recipe } = await import(address.href);
  return module.default;
}
