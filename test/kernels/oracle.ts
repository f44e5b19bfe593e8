/** For tests: the patched wasm engine beside tfjs's cpu engine, which sums in 64 bits and serves as the truth. */
import "@tensorflow/tfjs-backend-cpu";
import { setBackend, type Tensor } from "@tensorflow/tfjs-core";
import { afterEach, beforeEach } from "vitest";

import { randomStreams } from "#ml/random.ts";
import { simdBinary } from "#runtime/simd-binary.ts";
import { openWasm } from "#runtime/wasm-engine.ts";

export interface Comparison {
  readonly shapes: { readonly wasm: number[][]; readonly cpu: number[][] };
  /**
   * Largest difference between the engines, as a part of the largest value of the same tensor; of 1 where that is smaller:
   * inputs are standard normal, so a single term of a sum has the size 1 however much the terms cancel.
   */
  readonly error: number;
}

/** What the test under way has compared; `comparisons.ts` adds all up. */
const compared = { count: 0, worst: 0 };
beforeEach(() => {
  Object.assign(compared, { count: 0, worst: 0 });
});
afterEach(({ task }) => {
  if (compared.count > 0) task.meta.comparisons = { ...compared };
});

/** Opens both engines; the function it gives computes the same tensors on each. */
export async function openOracle(): Promise<
  (compute: () => readonly Tensor[]) => Promise<Comparison>
> {
  await openWasm(await simdBinary());
  return async (compute) => {
    const wasm = await valuesOn("wasm", compute);
    const cpu = await valuesOn("cpu", compute);
    await setBackend("wasm");
    const errors = wasm.map(({ values }, i) => relativeError(values, cpu[i]?.values ?? []));
    const error = Math.max(0, ...errors);
    compared.count += 1;
    compared.worst = Math.max(compared.worst, error);
    return {
      shapes: { wasm: wasm.map(({ shape }) => shape), cpu: cpu.map(({ shape }) => shape) },
      error,
    };
  };
}

/** Normal values from a seed, so that a failing case can be run again. */
export function normals(seed: number, length: number): Float32Array {
  const random = randomStreams(seed)("values");
  return Float32Array.from({ length }, () => random.normal());
}

async function valuesOn(
  engine: "wasm" | "cpu",
  compute: () => readonly Tensor[],
): Promise<{ shape: number[]; values: ArrayLike<number> }[]> {
  await setBackend(engine);
  const tensors = compute();
  const results = await Promise.all(
    tensors.map(async (tensor) => ({ shape: tensor.shape, values: await tensor.data() })),
  );
  for (const tensor of tensors) tensor.dispose();
  return results;
}

function relativeError(values: ArrayLike<number>, truth: ArrayLike<number>): number {
  let worst = values.length === truth.length ? 0 : Infinity;
  let largest = 1;
  for (let i = 0; i < values.length; i += 1) {
    const difference = Math.abs((values[i] ?? Number.NaN) - (truth[i] ?? Number.NaN));
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    largest = Math.max(largest, Math.abs(truth[i] ?? 0));
  }
  return worst / largest;
}
