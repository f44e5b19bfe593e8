import { NotANumberError } from "#lab/not-a-number.ts";
import type { Tf } from "#lab/tf.ts";

import type { Weights } from "./weights.ts";

/** Throws where a weight is NaN or infinite, as all are one step after the loss was; `when` completes "the weights are not finite …". */
export async function expectFinite(tf: Tf, weights: Weights, when: string): Promise<void> {
  const total = tf.tidy(() =>
    tf.addN(Object.values(weights).map((weight) => tf.sum(tf.abs(weight)))),
  );
  const [value = Number.NaN] = await total.data();
  tf.dispose(total);
  if (!Number.isFinite(value)) {
    throw new NotANumberError(
      `the training diverged: the weights are not finite ${when}; a smaller learning rate may help`,
    );
  }
}
