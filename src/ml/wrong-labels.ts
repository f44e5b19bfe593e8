import type { Random } from "#lab/runtime.ts";

import { classCount } from "./images.ts";

/** `rand`: uniform over all classes, the true one included (Ilyas et al. 2019, D_rand). `det`: the next class (D_det). */
export function wrongLabels(labels: Uint8Array, kind: "rand" | "det", random: Random): Uint8Array {
  return labels.map((label) =>
    kind === "det" ? (label + 1) % classCount : random.integer(classCount),
  );
}
