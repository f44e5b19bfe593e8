/** The Web Worker of instant experiments that need no tensors: without an engine it is some kilobytes. */
import { kernelsVersion } from "#kernels/version.ts";
import { withoutEngine } from "#lab/engines.ts";
import { randomStreams } from "#ml/random.ts";

import { stages } from "./checkpoints.ts";
import { drive } from "./drive.ts";
import { checkParams, findExperiment } from "./experiments.ts";
import { asFailure, RunFailure } from "./failure.ts";
import type { Order, Report } from "./protocol.ts";
import { browserName, loadFile, messageTick } from "./worker-host.ts";

self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
  if (data.kind === "start") void run(data);
});

function report(message: Report): void {
  self.postMessage(message);
}

async function run(order: Extract<Order, { kind: "start" }>): Promise<void> {
  try {
    const experiment = await findExperiment(order.experiment);
    const params = checkParams(experiment.spec, order.params);
    report({
      kind: "ready",
      provenance: {
        engine: withoutEngine,
        kernels: kernelsVersion,
        host: browserName(navigator.userAgent),
        date: new Date().toISOString().slice(0, 10),
      },
    });
    const generator = experiment.run(params, {
      get tf(): never {
        throw new RunFailure("internal", asksForTensors);
      },
      random: randomStreams(params.seed),
      load: (path) => loadFile(order.root, path),
      // It is over before it could have to begin again.
      stage: stages({ kept: [], engine: withoutEngine, onCheckpoint: () => {} }),
    });
    await drive(generator, {
      report,
      now: () => performance.now(),
      breathe: messageTick(),
    }).ended;
  } catch (error) {
    const { failure, message } = asFailure(error);
    report({ kind: "failed", failure, message });
  }
}

const asksForTensors =
  'the run asks for tensors, but its spec says engine: "none"; take that out of spec.ts';
