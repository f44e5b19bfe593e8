import type { Random } from "#lab/runtime.ts";

/** The latest transitions, the oldest overwritten when it is full. */
export interface ReplayMemory<Item> {
  readonly add: (item: Item) => void;
  /** Drawn independently, with replacement; throws where nothing is remembered. */
  readonly sample: (random: Random, count: number) => Item[];
}

/** Experience replay (Mnih et al. 2015) of at most `capacity` transitions. */
export function replayMemory<Item>(capacity: number): ReplayMemory<Item> {
  const items: Item[] = [];
  let oldest = 0;
  return {
    add: (item) => {
      if (items.length < capacity) {
        items.push(item);
        return;
      }
      items[oldest] = item;
      oldest = (oldest + 1) % capacity;
    },
    sample: (random, count) =>
      Array.from({ length: count }, () => {
        const item = items[random.integer(Math.max(1, items.length))];
        if (item === undefined) throw new RangeError("there is nothing to sample from");
        return item;
      }),
  };
}
