/// <reference types="vite/client" />
import type { Recipe } from "#ml/classifier-recipe.ts";

import { RunFailure } from "./failure.ts";

const recipes = import.meta.glob<Recipe>("../recipes/*.ts", { import: "default" });

/** Loads the recipe in the file of that name. */
export async function findRecipe(id: string): Promise<Recipe> {
  const recipe = recipes[`../recipes/${id}.ts`];
  if (recipe === undefined) {
    throw new RunFailure(
      "parameters",
      `there is no model "${id}"; there are ${recipeIds().join(", ")}`,
    );
  }
  return recipe();
}

/** Names of all models, sorted. */
export function recipeIds(): string[] {
  return Object.keys(recipes)
    .map((path) => path.slice(path.lastIndexOf("/") + 1, -".ts".length))
    .toSorted();
}
