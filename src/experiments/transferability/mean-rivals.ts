import { type Interval, meanInterval } from "#lab/intervals.ts";
import type { ArchitectureName } from "#ml/architectures.ts";

import type { Outcome } from "./outcome.ts";

/** One architecture over all seeds; shares, 0 to 1. */
export interface Mean {
  readonly architecture: ArchitectureName;
  readonly learnt: number;
  readonly transfer: number;
  readonly accuracy: number;
  /** Of their 95 % intervals over seeds; of a single seed without width. */
  readonly learntInterval: Interval;
  readonly transferInterval: Interval;
  readonly accuracyInterval: Interval;
  /** Images behind `transfer`, the fewest of a seed. */
  readonly attacked: number;
}

/** The architectures that every outcome has finished, in the order of the run. */
export function meanRivals(outcomes: readonly Outcome[]): Mean[] {
  const [first] = outcomes;
  return (first?.rivals ?? []).flatMap(({ architecture }): Mean[] => {
    const seeds = outcomes.flatMap(
      ({ rivals }) => rivals.find((rival) => rival.architecture === architecture) ?? [],
    );
    if (seeds.length < outcomes.length) return [];
    const learntInterval = meanInterval(seeds.map(({ learnt }) => learnt));
    const transferInterval = meanInterval(seeds.map(({ transfer }) => transfer));
    const accuracyInterval = meanInterval(seeds.map(({ accuracy }) => accuracy));
    return [
      {
        architecture,
        learnt: learntInterval.mean,
        transfer: transferInterval.mean,
        accuracy: accuracyInterval.mean,
        learntInterval,
        transferInterval,
        accuracyInterval,
        attacked: Math.min(...seeds.map(({ attacked }) => attacked)),
      },
    ];
  });
}
