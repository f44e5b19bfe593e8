/** Entry of a process that makes one model for its parent, over the channel of `child_process.fork`. */
import { kernelsVersion } from "#kernels/version.ts";
import type { Provenance } from "#lab/result.ts";
import type { Made } from "#ml/classifier-recipe.ts";

import { asFailure } from "./failure.ts";
import { nodeEngine, nodeRuntime } from "./node.ts";
import { pace } from "./pace.ts";
import { findRecipe } from "./recipes.ts";

/** Process → parent; the parent sends the model's name, once. */
export type ModelMessage =
  | {
      readonly kind: "progress";
      readonly phase: string;
      readonly done: number;
      readonly total: number;
      readonly remainingMs: number | null;
    }
  | ({
      readonly kind: "done";
      readonly cpuSeconds: number;
      readonly provenance: Provenance;
      readonly tensorsLeft: number;
    } & Made)
  | { readonly kind: "failed"; readonly message: string };

/** Between two messages about progress, milliseconds. */
const tellMs = 250;

// A parent that goes takes its model with it; an interrupt is the parent's to obey.
process.once("disconnect", () => process.exit());
process.once("SIGINT", () => {});
process.once("message", (id: string) => {
  void work(id);
});

async function work(id: string): Promise<void> {
  try {
    await tell(await make(id));
  } catch (error) {
    await tell({ kind: "failed", message: asFailure(error).message });
  }
  process.exit();
}

async function make(id: string): Promise<ModelMessage> {
  const { plan, run } = await findRecipe(id);
  const engine = await nodeEngine();
  await engine.activate();
  const tensorsBefore = engine.tf.memory().numTensors;
  const making = run(id, nodeRuntime(engine, plan.seed));
  const speed = pace();
  let told = -Infinity;
  let before = performance.now();
  let turn = await making.next();
  while (turn.done !== true) {
    const { phase, done, total } = turn.value;
    const now = performance.now();
    speed.advance(done, now - before);
    before = now;
    if (now - told >= tellMs) {
      told = now;
      const remainingMs = speed.remaining(done, total);
      await tell({ kind: "progress", phase, done, total, remainingMs });
    }
    turn = await making.next();
  }
  const { user, system } = process.cpuUsage();
  return {
    kind: "done",
    ...turn.value,
    cpuSeconds: Math.round((user + system) / 1e5) / 10,
    provenance: {
      engine: engine.id,
      kernels: kernelsVersion,
      host: `node ${process.versions.node}`,
      date: new Date().toISOString().slice(0, 10),
    },
    tensorsLeft: engine.tf.memory().numTensors - tensorsBefore,
  };
}

/** Resolves once the message is on its way. */
async function tell(message: ModelMessage): Promise<void> {
  if (!process.connected) return;
  await new Promise<void>((sent) => {
    if (process.send === undefined) sent();
    else process.send(message, undefined, undefined, () => sent());
  });
}
