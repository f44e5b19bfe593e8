import { readOrder } from "./order.ts";
import { progressLines } from "./progress.ts";
import { missingRuns, writeResult } from "./results.ts";
import { makeRuns } from "./runs.ts";
import type { Workplace } from "./workplace.ts";

/** Obeys the command line of this process, and sets its exit code. */
export async function precomputeHere(place: Workplace): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stop.abort());
  }
  try {
    process.exitCode = await precompute(process.argv.slice(2), place, stop.signal);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function precompute(
  words: readonly string[],
  place: Workplace,
  signal: AbortSignal,
): Promise<number> {
  const order = await readOrder(words, place);
  const missing = await missingRuns(order);
  if (missing.length > 0) {
    const program = await place.program();
    const progress = progressLines(process.stdout, missing, order);
    try {
      await makeRuns({ bundle: program.path, order, missing, progress, signal });
    } finally {
      await program.release();
    }
  }
  if (signal.aborted) {
    console.log(
      "stopped; finished seeds and stages are kept, and the same command goes on from there",
    );
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
