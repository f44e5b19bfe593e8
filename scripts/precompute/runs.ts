import type { Message } from "../../src/runtime/node-process.ts";
import { startBundle } from "../start-bundle.ts";
import { dropCheckpoints, keepCheckpoints, readCheckpoints } from "./checkpoints.ts";
import type { Order } from "./order.ts";
import type { Progress } from "./progress.ts";
import { keepRun, type PlannedRun } from "./results.ts";

export interface Work {
  /** Bundle of `src/runtime/node-process.ts`. */
  readonly bundle: string;
  readonly order: Order;
  readonly missing: readonly PlannedRun[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Makes the missing runs, each in a process of its own and from its last checkpoint, `order.jobs` at a time, and keeps each as it ends. The first failure ends the rest. */
export async function makeRuns(work: Work): Promise<void> {
  const waiting = [...work.missing];
  const failure = new AbortController();
  const signal = AbortSignal.any([work.signal, failure.signal]);
  const labourer = async (): Promise<void> => {
    for (let planned = waiting.shift(); planned && !signal.aborted; planned = waiting.shift()) {
      await makeRun(work, planned, signal);
    }
  };
  const labourers = Array.from({ length: work.order.jobs }, async () => {
    try {
      await labourer();
    } catch (error) {
      failure.abort();
      throw error;
    }
  });
  const ends = await Promise.allSettled(labourers);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined && !work.signal.aborted) throw failed.reason;
}

type End = Extract<Message, { kind: "done" | "failed" }> | { readonly kind: "stopped" };

async function makeRun(
  { bundle, order, progress }: Work,
  planned: PlannedRun,
  signal: AbortSignal,
): Promise<void> {
  const { preset, seed } = planned;
  if (order.isFresh) await dropCheckpoints(planned);
  const earlier = await readCheckpoints(planned);
  const kept = [...earlier.checkpoints];
  let keeping = Promise.resolve();
  const child = startBundle(bundle, order.folder);
  const end = await new Promise<End>((resolve) => {
    child.on("message", (message: Message) => {
      if (message.kind === "progress") {
        progress.update(planned, message);
      } else if (message.kind === "checkpoint") {
        kept.push(message.checkpoint);
        const all = {
          checkpoints: [...kept],
          cpuSeconds: earlier.cpuSeconds + message.cpuSeconds,
        };
        keeping = keeping.then(() => keepCheckpoints(planned, all));
        // Told below, once the run has ended.
        keeping.catch(() => {});
      } else {
        resolve(message);
      }
    });
    child.once("error", (error) => resolve({ kind: "failed", message: error.message }));
    child.once("exit", (code, killedBy) =>
      resolve({ kind: "failed", message: earlyEnd(code, killedBy) }),
    );
    signal.addEventListener("abort", () => {
      child.kill();
      resolve({ kind: "stopped" });
    });
    const { experiment, engine } = order;
    const { checkpoints } = earlier;
    child.send({ experiment, params: { ...preset.params, seed }, engine, checkpoints });
  });
  await keeping;
  if (end.kind === "stopped") return;
  if (end.kind === "failed") {
    throw new Error(`${order.experiment}/${preset.name} at seed ${seed} failed: ${end.message}`);
  }
  const { outcome, digest, provenance, tensorsLeft } = end.completed;
  const cpuSeconds = earlier.cpuSeconds + end.completed.cpuSeconds;
  if (tensorsLeft !== 0) {
    throw new Error(
      `${order.experiment}/${preset.name} leaves ${tensorsLeft} tensors behind; free them in run.ts`,
    );
  }
  const run = { seed, outcome, digest, cpuSeconds: Math.round(cpuSeconds * 10) / 10 };
  await keepRun(order, planned, { run, provenance });
  await dropCheckpoints(planned);
  progress.finish(planned, cpuSeconds);
}

/** Why a process is gone that had not told its end; the finished seeds are kept whatever the reason. */
function earlyEnd(code: number | null, killedBy: NodeJS.Signals | null): string {
  const again = "the same command goes on with the seeds that are left";
  return killedBy === null
    ? `its process ended with code ${code} before the run did; ${again}`
    : `its process was killed (${killedBy}), perhaps for want of memory; ${again}, --jobs 1 needs the least`;
}
