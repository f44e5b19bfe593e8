/** Entry of a process that makes one run for its parent, over the channel of `child_process.fork`. */
import { asFailure } from "./failure.ts";
import { type Completed, runExperiment } from "./node.ts";

/** Parent → process; one, at the start. */
interface Assignment {
  readonly experiment: string;
  readonly params: Readonly<Record<string, unknown>>;
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
  | { readonly kind: "done"; readonly completed: Completed }
  | { readonly kind: "failed"; readonly message: string };

const stop = new AbortController();
// A parent that goes takes its run with it.
process.once("disconnect", () => stop.abort());
process.once("SIGINT", () => {});
process.once("message", (assignment: Assignment) => {
  void work(assignment);
});

async function work({ experiment, params }: Assignment): Promise<void> {
  try {
    const completed = await runExperiment(experiment, params, {
      signal: stop.signal,
      onSnapshot: ({ phase, done, total }, remainingMs) =>
        tell({ kind: "progress", phase, done, total, remainingMs }),
    });
    tell({ kind: "done", completed });
  } catch (error) {
    tell({ kind: "failed", message: asFailure(error).message });
  }
  if (process.connected) process.disconnect();
}

function tell(message: Message): void {
  if (process.connected) process.send?.(message);
}
