/** `npm run precompute -- <experiment> [--preset full] [--seeds 1,2] [--jobs n] [--fresh] [--out folder]`: makes the results that the site shows. */
import { rm } from "node:fs/promises";
import { dirname } from "node:path";

import { bundleForNode } from "./node-host.ts";
import { readOrder } from "./precompute/order.ts";
import { progressLines } from "./precompute/progress.ts";
import { missingRuns, writeResult } from "./precompute/results.ts";
import { makeRuns } from "./precompute/runs.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => stop.abort());
}

try {
  process.exitCode = await precompute(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function precompute(words: readonly string[]): Promise<number> {
  const order = await readOrder(words);
  const missing = await missingRuns(order);
  if (missing.length > 0) {
    const bundle = await bundleForNode("src/runtime/node-process.ts", "run");
    const progress = progressLines(process.stdout, missing, order);
    try {
      await makeRuns({ bundle, order, missing, progress, signal: stop.signal });
    } finally {
      await rm(dirname(bundle), { recursive: true, force: true });
    }
  }
  if (stop.signal.aborted) {
    console.log("stopped; finished seeds are kept, and the same command goes on from there");
    return 130;
  }
  for (const preset of order.presets) {
    const written = await writeResult(order, preset);
    console.log(
      `${written.path} (${(written.bytes / 1024).toFixed(1)} KB, ${written.seeds} seeds)`,
    );
  }
  return 0;
}
