/** `npm run precompute -- <experiment> [--preset full] [--seeds 1,2] [--jobs n] [--engine webgpu] [--fresh] [--out folder]`: makes the results that the site shows. */
import { precomputeHere } from "./precompute/command-line.ts";
import { project } from "./precompute/project.ts";

await precomputeHere(project);
