/** The programs that are measured side by side, each in a process of its own that prints JSON. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { z } from "zod";

import { projectFolder } from "../node-host.ts";
import type { Times } from "./works.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const times = z.record(z.string(), z.number());
const run = promisify(execFile);

/** What a program prints, in one thread where its libraries obey. */
async function output(program: string, words: readonly string[]): Promise<string> {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  return (await run(program, words, { env })).stdout;
}

/** Median times that a bundle or module prints. */
export async function nodeTimes(path: string, words: readonly string[]): Promise<Times> {
  return times.parse(JSON.parse(await output(process.execPath, [path, ...words])));
}

/** The limit of 128-bit vectors in WebAssembly on this core, GFLOP/s; `module` in base64. */
export async function peakRate(module: string): Promise<number> {
  return z.number().parse(JSON.parse(await output(process.execPath, [here("peak.ts"), module])));
}

/** jax-js on its wasm device. */
export function jaxTimes(batch: number, repeats: number): Promise<Times> {
  return nodeTimes(here("jax.ts"), [`${batch}`, `${repeats}`]);
}

const python = "/usr/bin/python3";

/** Version of Debian's PyTorch; null where there is none. */
export async function torchVersion(): Promise<string | null> {
  return output(python, ["-c", "import torch; print(torch.__version__)"]).then(
    (version) => version.trim(),
    () => null,
  );
}

export async function torchTimes(batch: number, repeats: number): Promise<Times> {
  const printed = await output(python, [here("yardstick.py"), `${batch}`, `${repeats}`]);
  return times.parse(JSON.parse(printed));
}

/** Whether onnxruntime, which the project does not bring, was installed beside it. */
export function hasOnnx(): boolean {
  return existsSync(join(projectFolder, "node_modules/onnxruntime-node/package.json"));
}

/** Writes net B for onnxruntime; PyTorch is its author. */
export async function writeOnnxModel(path: string, batch: number): Promise<void> {
  await output(python, [here("yardstick.py"), `${batch}`, "1", path]);
}

export function onnxTimes(model: string, batch: number, repeats: number): Promise<Times> {
  return nodeTimes(here("onnx.ts"), [model, `${batch}`, `${repeats}`]);
}
