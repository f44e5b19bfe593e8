import type { Checkpoint } from "./checkpoints.ts";
/** Entry of a process that makes one run for its parent, over the channel of `child_process.fork`. */
import { asFailure } from "./failure.ts";
import { type Completed, type NodeEngineName, runExperiment } from "./node.ts";

/** Parent → process; one, at the start. */
interface Assignment {
  readonly experiment: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly engine: NodeEngineName;
  readonly checkpoints: readonly Checkpoint[];
}

/** Process → parent. */
export type Message =
  | {
      readonly kind: "progress";
      readonly phase: string;
      readonly done: number;
      readonly total: number;
      readonly remainingMs: number | null;
    }
  | {
      readonly kind: "checkpoint";
      readonly checkpoint: Checkpoint;
      /** Processor time of this process so far, seconds. */
      readonly cpuSeconds: number;
    }
  | { readonly kind: "done"; readonly completed: Completed }
  | { readonly kind: "failed"; readonly message: string };

const stop = new AbortController();
// A parent that goes takes its run with it.
process.once("disconnect", () => stop.abort());
process.once("SIGINT", () => {});
process.once("message", (assignment: Assignment) => {
  void work(assignment);
});

async function work({ experiment, params, engine, checkpoints }: Assignment): Promise<void> {
  try {
    const completed = await runExperiment(experiment, params, {
      engine,
      checkpoints,
      onCheckpoint: (checkpoint) => {
        const { user, system } = process.cpuUsage();
        void tell({ kind: "checkpoint", checkpoint, cpuSeconds: (user + system) / 1e6 });
      },
      signal: stop.signal,
      onSnapshot: ({ phase, done, total }, remainingMs) =>
        void tell({ kind: "progress", phase, done, total, remainingMs }),
    });
    await tell({ kind: "done", completed });
  } catch (error) {
    await tell({ kind: "failed", message: asFailure(error).message });
  }
  // Not left to the empty event loop: an engine on a graphics processor keeps its process alive.
  process.exit();
}

/** Resolves once the message is on its way. */
async function tell(message: Message): Promise<void> {
  if (!process.connected) return;
  await new Promise<void>((sent) => {
    if (process.send === undefined) sent();
    else process.send(message, undefined, undefined, () => sent());
  });
}
