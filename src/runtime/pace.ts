/** Estimates the time left from the units measured so far. */
export interface Pace {
  /** Takes in that the run stands at `done` units after `ms` more milliseconds of work. */
  advance(done: number, ms: number): void;
  /** Milliseconds left for the units from `done` to `total`; null until enough has been measured to say. */
  remaining(done: number, total: number): number | null;
}

/** Work before anything is measured, milliseconds: the first units also compile the engine's code. */
const settlingMs = 400;

/** After so much work a measurement counts half, milliseconds: an estimate follows the machine without jumping. */
const halfLifeMs = 6000;

export function pace(): Pace {
  let position = 0;
  let worked = 0;
  let weightedMs = 0;
  let weightedUnits = 0;
  return {
    advance(done, ms) {
      const units = Math.max(0, done - position);
      position = done;
      worked += ms;
      if (worked - ms < settlingMs) return;
      const fade = 0.5 ** (ms / halfLifeMs);
      weightedMs = weightedMs * fade + ms;
      weightedUnits = weightedUnits * fade + units;
    },
    remaining(done, total) {
      if (weightedUnits === 0) return null;
      return (Math.max(0, total - done) * weightedMs) / weightedUnits;
    },
  };
}
