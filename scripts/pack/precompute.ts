/** The command of a pack: `precompute` with everything it needs beside it. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { experimentIds, findExperiment } from "../../src/runtime/experiments.ts";
import { precomputeHere } from "../precompute/command-line.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..");

await precomputeHere({
  command: "./run",
  experiments: experimentIds(),
  loadSpec: async (id) => (await findExperiment(id)).spec,
  results: join(folder, "results"),
  kept: join(folder, "kept"),
  folder,
  program: async () => ({ path: join(folder, "program/run.mjs"), release: async () => {} }),
});
