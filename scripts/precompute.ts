/**
 * `npm run precompute -- <experiment> [--preset full] [--seeds 1,2] [--set name=value …] [--jobs n] [--engine webgpu] [--fresh] [--out folder]`: makes the results that
 * the site shows. `npm run precompute -- --model <id>[,<id>] [--fresh] [--out folder]`: trains the models that it ships.
 */
import { precomputeHere } from "./precompute/command-line.ts";
import { precomputeModelsHere } from "./precompute/models/command-line.ts";
import { project } from "./precompute/project.ts";

const isModel = process.argv.slice(2).some((word) => /^--model(=|$)/.test(word));
await (isModel ? precomputeModelsHere() : precomputeHere(project));
