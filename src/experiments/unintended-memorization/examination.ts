/** What is asked of a model after a pass: how well it knows the text, and how likely the secret is to it. */
import type { Random } from "#lab/runtime.ts";
import type { Tf } from "#lab/tf.ts";
import type { Weights } from "#ml/weights.ts";

import { bitsOf } from "./candidates.ts";
import { type Corpus, drawSecret } from "./corpus.ts";
import { momentsOf, rankOf } from "./exposure.ts";
import { lossInBits } from "./lessons.ts";
import type { Exam } from "./outcome.ts";
import { sampleSize } from "./plan.ts";
import type { Moments } from "./skew-normal.ts";

/** What an examination asks after. */
interface Questions {
  readonly corpus: Corpus;
  readonly secret: string;
  /** Other numbers of as many digits. */
  readonly sample: readonly string[];
  /** Bits of all numbers of as many digits, in their order; null where not all were asked. */
  readonly all: Float64Array | null;
}

/** All that a training told in full keeps of a pass, and the bits of all numbers or, where those are too many, of the sample. */
export async function examined(
  tf: Tf,
  weights: Weights,
  { corpus, secret, sample, all }: Questions,
): Promise<{ readonly exam: Omit<Exam, "epoch">; readonly asked: Float64Array }> {
  const [secretBits = 0, ...rest] = await bitsOf(tf, weights, [secret, ...sample]);
  const sampled = Float64Array.from(rest);
  const learnt = corpus.training.slice(0, corpus.heldOut.length);
  const exam = {
    trainingLoss: rounded(await lossInBits(tf, weights, learnt)),
    heldOutLoss: rounded(await lossInBits(tf, weights, corpus.heldOut)),
    secretBits: rounded(secretBits),
    rank: all === null ? null : rankOf(all, Number(secret)),
    ahead: sampled.reduce((count, bits) => (bits <= secretBits ? count + 1 : count), 0),
    ...momentsInShort(sampled),
  };
  return { exam, asked: all ?? sampled };
}

/** What the grid keeps of a pass. */
export async function examinedInShort(
  tf: Tf,
  weights: Weights,
  { corpus, secret, all }: Omit<Questions, "sample">,
): Promise<Pick<Exam, "rank" | "heldOutLoss">> {
  return {
    rank: all === null ? null : rankOf(all, Number(secret)),
    heldOutLoss: rounded(await lossInBits(tf, weights, corpus.heldOut), 1e3),
  };
}

/** Other numbers of as many digits. */
export function sampleBeside(secret: string, draws: Random): string[] {
  const drawn: string[] = [];
  while (drawn.length < sampleSize) {
    const other = drawSecret(secret.length, draws);
    if (other !== secret) drawn.push(other);
  }
  return drawn;
}

/** As few decimals as keep a result small. */
function rounded(value: number, parts = 1e5): number {
  return Math.round(parts * value) / parts;
}

function momentsInShort(values: Float64Array): Moments {
  const { mean, variance, third } = momentsOf(values);
  return { mean: rounded(mean), variance: rounded(variance), third: rounded(third) };
}
