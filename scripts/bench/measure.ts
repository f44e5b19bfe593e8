/** Entry of a process that measures one engine, named by its argument, and prints the medians as JSON. */
import { setBackend, type Tensor } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";

import { randomStreams } from "../../src/ml/random.ts";
import { simdBinary } from "../../src/runtime/simd-binary.ts";
import { openWasm } from "../../src/runtime/wasm-engine.ts";
import { charLstm } from "./char-lstm.ts";
import { dqn } from "./dqn.ts";
import { netB } from "./net-b.ts";
import { peakOf } from "./peak.ts";

const [engine = "wasm", batchWord = "64", repeatWord = "20", peakModule = ""] =
  process.argv.slice(2);
const repeats = Number(repeatWord);

const { tf } = await openWasm(await simdBinary());
await setBackend(engine);
const random = randomStreams(1)("net");
const net = netB(tf, random, Number(batchWord));
const times = {
  train: await median(() => net.train(), repeats),
  forward: await median(() => net.forward(), repeats),
  inputGradient: await median(() => net.inputGradient(), repeats),
};
if (engine === "wasm") {
  const [agent, writer] = [dqn(tf, random), charLstm(tf, random)];
  const small = {
    dqn: await median(() => agent.update(), 10 * repeats),
    lstm: await median(() => writer.update(), repeats),
  };
  console.log(JSON.stringify({ ...times, ...small, peak: peakOf(peakModule) }));
} else console.log(JSON.stringify(times));

/** Median processor time of one call that reads its result, milliseconds. */
async function median(work: () => Tensor, count: number): Promise<number> {
  const samples: number[] = [];
  const warmUp = Math.ceil(count / 4);
  for (let i = -warmUp; i < count; i += 1) {
    const before = process.cpuUsage();
    const result = work();
    await result.data();
    const { user, system } = process.cpuUsage(before);
    tf.dispose(result);
    if (i >= 0) samples.push((user + system) / 1000);
  }
  return samples.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? Number.NaN;
}
