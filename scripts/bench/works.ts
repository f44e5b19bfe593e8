import type { Random } from "../../src/lab/runtime.ts";
import type { Tensor, Tf } from "../../src/lab/tf.ts";
import { charLstm } from "./char-lstm.ts";
import { dqn } from "./dqn.ts";
import { netB } from "./net-b.ts";

export const workNames = ["train", "forward", "inputGradient", "dqn", "lstm"] as const;
export type Work = (typeof workNames)[number];

/** Median time of one call, milliseconds; without an entry where the engine cannot do it. */
export type Times = Partial<Record<Work, number>>;

interface Measurement {
  /** Images a batch of net B. */
  readonly batch: number;
  /** Samples of each work, after as many to warm up, while a browser is still compiling; one call each, and of the short DQN a hundred. */
  readonly repeats: number;
  readonly works: readonly Work[];
  /** Milliseconds that never go back. */
  readonly clock: () => number;
}

/** Times each work on the engine at hand. */
export async function measureWorks(
  tf: Tf,
  random: Random,
  { batch, repeats, works, clock }: Measurement,
): Promise<Times> {
  const net = netB(tf, random, batch);
  const [agent, writer] = [dqn(tf, random), charLstm(tf, random)];
  const calls: Readonly<Record<Work, () => Tensor>> = {
    train: () => net.train(),
    forward: () => net.forward(),
    inputGradient: () => net.inputGradient(),
    dqn: () => agent.update(),
    lstm: () => writer.update(),
  };
  const times: Times = {};
  for (const work of works) {
    const time = await medianTime(tf, calls[work], {
      count: repeats,
      block: work === "dqn" ? 100 : 1,
      clock,
    }).catch(() => undefined);
    if (time !== undefined) times[work] = time;
  }
  for (const measured of [net, agent, writer]) measured.dispose();
  return times;
}

/** Median over samples of `block` calls, each of which reads its result; time of one call. */
async function medianTime(
  tf: Tf,
  call: () => Tensor,
  { count, block, clock }: { count: number; block: number; clock: () => number },
): Promise<number> {
  const samples: number[] = [];
  for (let i = -count; i < count; i += 1) {
    const before = clock();
    for (let j = 0; j < block; j += 1) {
      const result = call();
      await result.data();
      tf.dispose(result);
    }
    const after = clock();
    if (i >= 0) samples.push((after - before) / block);
  }
  return median(samples);
}

/** The middle of the values, the upper one of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
