/** Images in a unit of work: one gradient over one batch, which costs about the same in training and in attack. */
export const batchSize = 100;

/** Multiply-adds of one image's forward pass, as in `#ml/networks.ts` (kept apart from it: a page imports no network). */
const forwardMacs = { mlp: 101_632, conv: 1_116_928 } as const;

interface Sizes {
  readonly size: number;
  readonly steps: number;
  readonly doses: number;
  readonly epochs: number;
  readonly network: keyof typeof forwardMacs;
}

/** Units of a run: the source and `doses` + 1 pupils trained, `doses` whole sets attacked. */
export function countUnits({ size, steps, doses, epochs }: Sizes): {
  readonly training: number;
  readonly attack: number;
  readonly total: number;
} {
  const training = Math.ceil(size / batchSize) * epochs;
  const attack = Math.ceil(size / batchSize) * steps;
  return { training, attack, total: (doses + 2) * training + doses * attack };
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ network }: Sizes): number {
  return 3 * batchSize * forwardMacs[network];
}

/** The epsilons of the pupils after the control's 0: evenly spaced, the last is `epsilon`. */
export function doseEpsilons({ epsilon, doses }: { epsilon: number; doses: number }): number[] {
  return Array.from(
    { length: doses },
    (_, i) => Math.round((1e6 * epsilon * (i + 1)) / doses) / 1e6,
  );
}
