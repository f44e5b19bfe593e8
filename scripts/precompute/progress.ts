import { remainingOfAll, type RunTime } from "./estimate.ts";
import type { Order } from "./order.ts";
import type { PlannedRun } from "./results.ts";

export interface Progress {
  update(run: PlannedRun, state: RunState): void;
  finish(run: PlannedRun, cpuSeconds: number): void;
}

interface RunState {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Between two plain lines about the same run, milliseconds. */
const plainMs = 15_000;

/** One line a seed and one for all: rewritten in place on a terminal, appended now and then elsewhere. */
export function progressLines(
  output: Output,
  runs: readonly PlannedRun[],
  order: Pick<Order, "jobs" | "spec">,
): Progress {
  const times = runTimes(runs, order);
  const lines = output.isTTY === true ? liveLines(output, runs) : plainLines(output);
  const tellAll = (): void => {
    if (runs.length > 1) lines.tell(undefined, allLine(times.remainingMs()), false);
  };
  return {
    update(run, state) {
      times.update(run, state.remainingMs);
      lines.tell(run, progressLine(run, state), false);
      tellAll();
    },
    finish(run, cpuSeconds) {
      times.finish(run);
      lines.tell(run, finishedLine(run, cpuSeconds), true);
      tellAll();
    },
  };
}

interface Times {
  update(run: PlannedRun, remainingMs: number | null): void;
  finish(run: PlannedRun): void;
  remainingMs(): number | null;
}

/** Notes when each run began and what it says it still needs. */
function runTimes(
  runs: readonly PlannedRun[],
  { jobs, spec }: Pick<Order, "jobs" | "spec">,
): Times {
  const times = new Map<PlannedRun, RunTime>();
  const begun = new Map<PlannedRun, number>();
  for (const run of runs) {
    const { macs: work } = spec.cost({ ...run.preset.params, seed: run.seed });
    times.set(run, { work, state: "waiting", spentMs: 0, remainingMs: null });
  }
  const note = (run: PlannedRun, state: RunTime["state"], remainingMs: number | null): void => {
    const now = performance.now();
    const start = begun.get(run) ?? now;
    begun.set(run, start);
    const { work } = times.get(run) ?? { work: 0 };
    times.set(run, { work, state, spentMs: now - start, remainingMs });
  };
  return {
    update: (run, remainingMs) => note(run, "running", remainingMs),
    finish: (run) => note(run, "finished", 0),
    remainingMs: () => remainingOfAll([...times.values()], jobs),
  };
}

interface Lines {
  /** Shows the line of a run, of all runs where it is undefined; a last one is never held back. */
  tell(run: PlannedRun | undefined, line: string, isLast: boolean): void;
}

function liveLines(output: Output, runs: readonly PlannedRun[]): Lines {
  const lines = new Map<PlannedRun | undefined, string>(
    runs.map((run) => [run, `${name(run)}  waiting`]),
  );
  let drawnLines = 0;
  const draw = (): void => {
    const up = drawnLines > 0 ? `\u001B[${drawnLines}A` : "";
    output.write(up + [...lines.values()].map((line) => `\u001B[2K${line}\n`).join(""));
    drawnLines = lines.size;
  };
  draw();
  return {
    tell(run, line) {
      lines.set(run, line);
      draw();
    },
  };
}

function plainLines(output: Output): Lines {
  const spoken = new Map<PlannedRun | undefined, number>();
  return {
    tell(run, line, isLast) {
      const now = performance.now();
      if (!isLast && now - (spoken.get(run) ?? -Infinity) < plainMs) return;
      spoken.set(run, now);
      output.write(`${line}\n`);
    },
  };
}

function name({ preset, seed }: PlannedRun): string {
  return `${preset.name} seed ${seed}`.padEnd(18);
}

function progressLine(run: PlannedRun, { phase, done, total, remainingMs }: RunState): string {
  const percent = `${((100 * done) / Math.max(1, total)).toFixed(1)} %`.padStart(7);
  const left = remainingMs === null ? "" : `, ${duration(remainingMs / 1000)} left`;
  return `${name(run)} ${percent}${left}  ${phase}`;
}

function allLine(remainingMs: number | null): string {
  const left =
    remainingMs === null ? "no estimate yet" : `about ${duration(remainingMs / 1000)} left`;
  return `${"all".padEnd(18)}  ${left}`;
}

function finishedLine(run: PlannedRun, cpuSeconds: number): string {
  return `${name(run)}  done in ${duration(cpuSeconds)} of processor time`;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
