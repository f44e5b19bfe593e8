/** How long a program takes and how much memory it and all that it starts need. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export interface RunMeasure {
  readonly seconds: number;
  /** Most memory of the program and the processes it started, at one moment, bytes. */
  readonly memory: number;
}

/** The same in words. */
export function told({ seconds, memory }: RunMeasure): string {
  return `${seconds.toFixed(1)} s, ${(memory / 1e6).toFixed(0)} MB`;
}

/** Every how many milliseconds memory is looked at: to add up what a large process has takes a tenth of a second of its time. */
const lookMs = 1000;

/** Whether the system tells proportional set sizes, in which a page that several processes share counts once in all (Linux, proc(5)); resident ones count it for each. */
export const countsSharedOnce = existsSync("/proc/self/smaps_rollup");

/** Runs Node with these arguments to its end; throws where it fails, with its reason on standard error. */
export async function measuredRun(
  args: readonly string[],
  { folder, env = {} }: { readonly folder?: string; readonly env?: Record<string, string> } = {},
): Promise<RunMeasure> {
  const start = performance.now();
  const run = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  let memory = 0;
  const looking = setInterval(() => {
    memory = Math.max(memory, treeBytes(run.pid ?? 0));
  }, lookMs);
  const status = await new Promise((resolve, reject) => {
    run.once("exit", resolve);
    run.once("error", reject);
  }).finally(() => clearInterval(looking));
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed; its reason is above`);
  return { seconds: (performance.now() - start) / 1000, memory };
}

/** Bytes of memory of a process and all that it started. */
function treeBytes(root: number): number {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" });
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  // A child's number may be lower than its parent's, so until nobody joins.
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const [pid = 0, parent = 0] of rows) if (family.has(parent)) family.add(pid);
  }
  const kib = rows
    .filter(([pid = 0]) => family.has(pid))
    .map(([pid = 0, , resident = 0]) => (countsSharedOnce ? proportionalKib(pid) : resident));
  return 1024 * kib.reduce((sum, each) => sum + each, 0);
}

/** Nothing for a process that has ended meanwhile. */
function proportionalKib(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
}
