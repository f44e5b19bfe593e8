import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { bundleForNode, cacheFolder, projectFolder } from "../node-host.ts";
import type { AnySpec, Workplace } from "./workplace.ts";

const experiments = join(projectFolder, "src/experiments");

/** This project: specs as they stand, results where the site takes them from. */
export const project: Workplace = {
  command: "npm run precompute --",
  experiments: readdirSync(experiments)
    .filter((id) => existsSync(join(experiments, id, "run.ts")))
    .toSorted(),
  loadSpec: async (experiment) => {
    const address = new URL(`../../src/experiments/${experiment}/spec.ts`, import.meta.url);
    const module: { default: AnySpec } = await import(address.href);
    return module.default;
  },
  results: join(projectFolder, "public/results"),
  kept: join(cacheFolder, "precompute"),
  folder: projectFolder,
  program: async () => {
    const path = await bundleForNode("src/runtime/node-process.ts", "run");
    return { path, release: () => rm(dirname(path), { recursive: true, force: true }) };
  },
};
