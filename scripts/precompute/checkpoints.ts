/** Finished stages of a run that has not ended, kept for a later start beside the finished runs. */
import { readFile, rm } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";

import { z } from "zod";

import { type PlannedRun, writeWhole } from "./results.ts";

const keptSchema = z.strictObject({
  checkpoints: z.array(
    z.strictObject({ stage: z.string(), engine: z.string(), value: z.unknown() }),
  ),
  /** Processor time that they took, seconds. */
  cpuSeconds: z.number(),
});
type KeptCheckpoints = z.infer<typeof keptSchema>;

/** None where there are none, or none that can be read: the run then begins anew. */
export async function readCheckpoints(planned: PlannedRun): Promise<KeptCheckpoints> {
  try {
    return keptSchema.parse(deserialize(await readFile(place(planned))));
  } catch {
    return { checkpoints: [], cpuSeconds: 0 };
  }
}

/** In place of those that were kept before. */
export async function keepCheckpoints(planned: PlannedRun, kept: KeptCheckpoints): Promise<void> {
  await writeWhole(place(planned), serialize(kept));
}

export async function dropCheckpoints(planned: PlannedRun): Promise<void> {
  await rm(place(planned), { force: true });
}

/** The name holds what the stages depend on, as that of the finished run does. */
function place({ path }: PlannedRun): string {
  return path.replace(/\.json$/, ".checkpoints");
}
