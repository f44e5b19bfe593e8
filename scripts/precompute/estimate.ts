/** A run as far as its time is known. */
export interface RunTime {
  /** Its work, in any unit that the runs share. */
  readonly work: number;
  readonly state: "waiting" | "running" | "finished";
  /** Milliseconds since it began. */
  readonly spentMs: number;
  /** Milliseconds left to it; null while it cannot say. */
  readonly remainingMs: number | null;
}

/**
 * Milliseconds until all runs are finished, `jobs` at a time in their order. What waits is taken to cost, for its work, what the
 * others cost for theirs; null until one of them can say.
 */
export function remainingOfAll(runs: readonly RunTime[], jobs: number): number | null {
  const known = runs.flatMap(({ work, state, spentMs, remainingMs }) => {
    if (state === "waiting" || (state === "running" && remainingMs === null)) return [];
    return [{ work, ms: spentMs + (remainingMs ?? 0) }];
  });
  const knownWork = known.reduce((sum, { work }) => sum + work, 0);
  if (knownWork === 0) return runs.every(({ state }) => state === "finished") ? 0 : null;
  const msOfWork = known.reduce((sum, { ms }) => sum + ms, 0) / knownWork;

  const free = runs
    .filter(({ state }) => state === "running")
    .map(({ work, spentMs, remainingMs }) => remainingMs ?? Math.max(0, work * msOfWork - spentMs));
  while (free.length < jobs) free.push(0);
  for (const { work, state } of runs) {
    if (state !== "waiting") continue;
    const next = free.indexOf(Math.min(...free));
    free[next] = (free[next] ?? 0) + work * msOfWork;
  }
  return Math.max(0, ...free);
}
