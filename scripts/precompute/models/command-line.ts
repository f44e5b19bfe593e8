import { rm } from "node:fs/promises";
import { dirname, relative } from "node:path";

import type { ModelMessage } from "../../../src/runtime/model-process.ts";
import { bundleForNode, projectFolder } from "../../node-host.ts";
import { startBundle } from "../../start-bundle.ts";
import { duration } from "../progress.ts";
import { isMade, prepareFolder, writeModel } from "./files.ts";
import { type ModelOrder, readModelOrders } from "./order.ts";

/** Obeys a command line with `--model`, and sets this process's exit code. Models are made one after the other. */
export async function precomputeModelsHere(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stop.abort());
  }
  try {
    const orders = await readModelOrders(process.argv.slice(2));
    process.exitCode = await makeModels(orders, stop.signal);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function makeModels(orders: readonly ModelOrder[], signal: AbortSignal): Promise<number> {
  const missing: ModelOrder[] = [];
  for (const order of orders) {
    if (!order.isFresh && (await isMade(order))) {
      console.log(`${shortPath(order.folder)} is there and right`);
    } else {
      await prepareFolder(order.folder);
      missing.push(order);
    }
  }
  if (missing.length === 0) return 0;
  const program = await bundleForNode("src/runtime/model-process.ts", "model");
  try {
    for (const order of missing) {
      const made = await makeModel(program, order, signal);
      if (made === undefined) {
        console.log("stopped; finished models are kept, and the same command makes the others");
        return 130;
      }
      const { kind: _, tensorsLeft, bytes, trained, ...where } = made;
      if (tensorsLeft !== 0) {
        throw new Error(
          `the recipe of ${order.id} leaves ${tensorsLeft} tensors behind; free them`,
        );
      }
      await writeModel(order.folder, { ...trained, ...where }, bytes);
      const { clean, attacked } = trained.accuracy;
      const checks = attacked.map(
        ({ epsilon, pgd, autoPgd }) => `${epsilon}: ${percent(pgd)} / ${percent(autoPgd)}`,
      );
      console.log(
        `${shortPath(order.folder)} (${(bytes.length / 1024).toFixed(1)} KB, ${duration(made.cpuSeconds)} of processor time): ` +
          `${percent(clean)} of test images; PGD / AutoPGD at ${checks.join(", ")}`,
      );
    }
  } finally {
    await rm(dirname(program), { recursive: true, force: true });
  }
  return 0;
}

/** What its process sends at the end; undefined when it was stopped. */
async function makeModel(
  program: string,
  { id }: ModelOrder,
  signal: AbortSignal,
): Promise<Extract<ModelMessage, { kind: "done" }> | undefined> {
  const child = startBundle(program, projectFolder);
  const line = progressLine(process.stdout, id);
  try {
    return await new Promise((resolve, reject) => {
      const fail = (reason: string): void =>
        reject(new Error(`the model ${id} could not be made: ${reason}`));
      child.on("message", (message: ModelMessage) => {
        if (message.kind === "progress") line.tell(message);
        else if (message.kind === "failed") fail(message.message);
        else resolve(message);
      });
      child.once("error", (error) => fail(error.message));
      child.once("exit", (code, killedBy) =>
        fail(`its process ended early (${killedBy ?? `code ${code}`}); start it again`),
      );
      const stop = (): void => {
        child.kill();
        resolve(undefined);
      };
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop);
      child.send(id);
    });
  } finally {
    line.close();
  }
}

/** Between two plain lines, milliseconds. */
const plainMs = 15_000;

/** One line: rewritten in place on a terminal, said now and then elsewhere. */
function progressLine(output: NodeJS.WriteStream, id: string) {
  let spoken = -Infinity;
  return {
    tell({ phase, done, total, remainingMs }: Extract<ModelMessage, { kind: "progress" }>): void {
      const left = remainingMs === null ? "" : `, about ${duration(remainingMs / 1000)} left`;
      const text = `${id}  ${((100 * done) / total).toFixed(1)} %${left}  ${phase}`;
      if (output.isTTY) output.write(`\r\u001B[2K${text}`);
      else if (performance.now() - spoken >= plainMs) {
        spoken = performance.now();
        output.write(`${text}\n`);
      }
    },
    close(): void {
      if (output.isTTY) output.write("\r\u001B[2K");
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
