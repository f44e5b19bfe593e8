/** Estimates the time left from the units measured so far. */
export interface Pace {
  /**
   * Takes in that the run stands at `done` units after `ms` more milliseconds. Gives those that were work: less where the machine
   * slept within a unit, or its browser froze the tab.
   */
  advance(done: number, ms: number): number;
  /** Milliseconds left for the units from `done` to `total`; null until enough has been measured to say. */
  remaining(done: number, total: number): number | null;
}

/** Work before anything is measured, milliseconds: the first units also compile the engine's code. */
const settlingMs = 400;

/** After so much work a measurement counts half, milliseconds: an estimate follows the machine without jumping. */
const halfLifeMs = 6000;

/** A unit may last so many times as long as the ones before it; beyond that, and beyond so many milliseconds, the machine stood still. */
const longest = { times: 30, ms: 10_000 } as const;

export function pace(): Pace {
  let position = 0;
  let worked = 0;
  let weightedMs = 0;
  let weightedUnits = 0;
  return {
    advance(done, elapsedMs) {
      const units = Math.max(0, done - position);
      position = done;
      const usualMs =
        weightedUnits === 0 || units === 0 ? Infinity : (units * weightedMs) / weightedUnits;
      const stoodStill = elapsedMs > longest.ms && elapsedMs > longest.times * usualMs;
      const ms = stoodStill ? usualMs : elapsedMs;
      worked += ms;
      if (worked - ms < settlingMs) return ms;
      const fade = 0.5 ** (ms / halfLifeMs);
      weightedMs = weightedMs * fade + ms;
      weightedUnits = weightedUnits * fade + units;
      return ms;
    },
    remaining(done, total) {
      if (weightedUnits === 0) return null;
      return (Math.max(0, total - done) * weightedMs) / weightedUnits;
    },
  };
}
