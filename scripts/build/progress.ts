/** How far a build is: one line, rewritten, on a terminal; a line now and then elsewhere. */
import { duration } from "../precompute/progress.ts";

export interface BuildProgress {
  /** Begins a step: "compiling", say. */
  readonly step: (name: string) => void;
  /** Tells how far the step is. */
  readonly reached: (done: number, total: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Between two lines, milliseconds: on a terminal, and elsewhere. */
const betweenMs = { terminal: 200, elsewhere: 15_000 };
/** Of a step's whole, before its pace says anything about the rest. */
const leastDone = 0.05;

/** Tells the steps of a build that has begun now. */
export function buildProgress(output: Output, now = () => performance.now()): BuildProgress {
  const isLive = output.isTTY === true;
  const between = isLive ? betweenMs.terminal : betweenMs.elsewhere;
  const told = { name: "", since: now(), last: now() };
  const tell = (line: string): void => {
    told.last = now();
    output.write(isLive ? `\u001B[2K\r${line}` : `${line}\n`);
  };
  return {
    step: (name) => {
      told.name = name;
      told.since = now();
      if (isLive || now() - told.last >= between) tell(name);
    },
    reached: (done, total) => {
      if (now() - told.last < between) return;
      const spent = now() - told.since;
      const left = ((spent / Math.max(done, 1)) * (total - done)) / 1000;
      const estimate = done < leastDone * total ? "" : `, about ${duration(left)} left`;
      tell(`${told.name}: ${done} of ${total}${estimate}`);
    },
    end: () => {
      if (isLive) output.write("\u001B[2K\r");
    },
  };
}
