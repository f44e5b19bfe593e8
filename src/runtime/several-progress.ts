/** Where one of several runs stands. */
export type Standing =
  | { readonly kind: "waiting" }
  /** `place` is missing until the run has reported. */
  | { readonly kind: "under way"; readonly place?: Place; readonly remainingMs: number | null }
  | { readonly kind: "ended"; readonly place: Place; readonly elapsedMs: number };

interface Place {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/** Several runs as one. */
export interface JoinedProgress extends Place {
  /** Milliseconds until the last worker is through with its runs; null until that can be said. */
  readonly remainingMs: number | null;
}

/** Sums the units of all runs; the phase is that of the run furthest behind, which moves on once and not to and fro. */
export function joinedProgress(runs: readonly Standing[]): JoinedProgress {
  const places = runs.flatMap((run) => placeOf(run) ?? []);
  // A run that has not reported has the same parameters but for its seed.
  const usual = Math.max(0, ...places.map(({ total }) => total));
  const behind = runs
    .flatMap((run) => (run.kind === "under way" ? (run.place ?? []) : []))
    .toSorted((a, b) => a.done / a.total - b.done / b.total);
  return {
    phase: (behind[0] ?? places.at(-1))?.phase ?? "",
    done: places.reduce((sum, { done }) => sum + done, 0),
    total: runs.reduce((sum, run) => sum + (placeOf(run)?.total ?? usual), 0),
    remainingMs: remaining(runs),
  };
}

function placeOf(run: Standing): Place | undefined {
  return run.kind === "waiting" ? undefined : run.place;
}

/** Runs that wait go to whichever worker is free first; each is taken to last as long as the slowest so far. */
function remaining(runs: readonly Standing[]): number | null {
  const durations = runs.flatMap(duration);
  if (durations.length === 0) return null;
  const usual = Math.max(...durations);
  const busy = runs.flatMap((run) => {
    if (run.kind !== "under way") return [];
    const { done, total } = run.place ?? { done: 0, total: 1 };
    return [run.remainingMs ?? usual * (1 - done / total)];
  });
  for (const { kind } of runs) {
    if (kind !== "waiting") continue;
    busy.sort((a, b) => a - b);
    busy.push((busy.shift() ?? 0) + usual);
  }
  return Math.max(0, ...busy);
}

/** Milliseconds of a whole run, where they can be told. */
function duration(run: Standing): number[] {
  if (run.kind === "ended") return [run.elapsedMs];
  if (run.kind === "waiting" || run.remainingMs === null || run.place === undefined) return [];
  const { done, total } = run.place;
  return done < total ? [(run.remainingMs * total) / (total - done)] : [];
}
