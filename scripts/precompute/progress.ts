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

/** One line a seed: rewritten in place on a terminal, appended now and then elsewhere. */
export function progressLines(output: Output, runs: readonly PlannedRun[]): Progress {
  return output.isTTY === true ? liveLines(output, runs) : plainLines(output);
}

function liveLines(output: Output, runs: readonly PlannedRun[]): Progress {
  const lines = new Map(runs.map((run) => [run, `${name(run)}  waiting`]));
  let drawnLines = 0;
  const draw = (): void => {
    const up = drawnLines > 0 ? `\u001B[${drawnLines}A` : "";
    output.write(up + [...lines.values()].map((line) => `\u001B[2K${line}\n`).join(""));
    drawnLines = lines.size;
  };
  const set = (run: PlannedRun, line: string): void => {
    lines.set(run, line);
    draw();
  };
  draw();
  return {
    update: (run, state) => set(run, progressLine(run, state)),
    finish: (run, cpuSeconds) => set(run, finishedLine(run, cpuSeconds)),
  };
}

function plainLines(output: Output): Progress {
  const spoken = new Map<PlannedRun, number>();
  return {
    update(run, state) {
      const now = performance.now();
      if (now - (spoken.get(run) ?? -Infinity) < plainMs) return;
      spoken.set(run, now);
      output.write(`${progressLine(run, state)}\n`);
    },
    finish: (run, cpuSeconds) => output.write(`${finishedLine(run, cpuSeconds)}\n`),
  };
}

function name({ preset, seed }: PlannedRun): string {
  return `${preset.name} seed ${seed}`.padEnd(18);
}

function progressLine(run: PlannedRun, { phase, done, total, remainingMs }: RunState): string {
  const percent = `${Math.floor((100 * done) / Math.max(1, total))} %`.padStart(5);
  const left = remainingMs === null ? "" : `, ${duration(remainingMs / 1000)} left`;
  return `${name(run)} ${percent}${left}  ${phase}`;
}

function finishedLine(run: PlannedRun, cpuSeconds: number): string {
  return `${name(run)}  done in ${duration(cpuSeconds)} of processor time`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
