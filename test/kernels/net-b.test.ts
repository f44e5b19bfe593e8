import { engine } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

import type { Tf } from "#lab/tf.ts";
import { randomStreams } from "#ml/random.ts";
import { simdBinary } from "#runtime/simd-binary.ts";
import { openWasm } from "#runtime/wasm-engine.ts";

import { netB } from "../../scripts/bench/net-b.ts";

let tf: Tf;
beforeAll(async () => {
  tf = (await openWasm(await simdBinary())).tf;
});

it("trains without leaving a tensor or a piece of the heap behind", async () => {
  const before = census();
  const net = netB(tf, randomStreams(1)("net"), 8);
  const losses: number[] = [];
  const counts = [];
  for (let step = 0; step < 50; step += 1) {
    const loss = net.train();
    losses.push((await loss.data())[0] ?? Number.NaN);
    tf.dispose([loss, net.forward(), net.inputGradient()]);
    counts.push(census());
  }
  expect(new Set(counts.map((count) => JSON.stringify(count))).size).toBe(1);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
  net.dispose();
  expect(census()).toEqual(before);
});

it("gives the same losses again, to the last bit", async () => {
  expect(await tenLosses()).toEqual(await tenLosses());
});

function census(): { tensors: number; data: number } {
  return { tensors: tf.memory().numTensors, data: engine().backend.numDataIds() };
}

async function tenLosses(): Promise<number[]> {
  const net = netB(tf, randomStreams(2)("net"), 8);
  const losses: number[] = [];
  for (let step = 0; step < 10; step += 1) {
    const loss = net.train();
    losses.push((await loss.data())[0] ?? Number.NaN);
    tf.dispose(loss);
  }
  net.dispose();
  return losses;
}
