/** Entry of a process that measures net B on one engine, named by its argument, and prints the medians as JSON. */
import { setBackend, type Tensor } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";

import { randomStreams } from "../../src/ml/random.ts";
import { openEngine } from "../../src/runtime/engine.ts";
import { simdBinary } from "../../src/runtime/simd-binary.ts";
import { netB } from "./net-b.ts";

const [engine = "wasm", batchWord = "64", repeatWord = "20"] = process.argv.slice(2);
const batch = Number(batchWord);
const repeats = Number(repeatWord);

const { tf } = await openEngine(await simdBinary());
await setBackend(engine);
const net = netB(tf, randomStreams(1)("net"), batch);
console.log(
  JSON.stringify({
    train: await median(() => net.train()),
    forward: await median(() => net.forward()),
    inputGradient: await median(() => net.inputGradient()),
  }),
);

/** Median processor time of one call that reads its result, milliseconds. */
async function median(work: () => Tensor): Promise<number> {
  const times: number[] = [];
  const warmUp = Math.ceil(repeats / 4);
  for (let i = -warmUp; i < repeats; i += 1) {
    const before = process.cpuUsage();
    const result = work();
    await result.data();
    const { user, system } = process.cpuUsage(before);
    tf.dispose(result);
    if (i >= 0) times.push((user + system) / 1000);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? Number.NaN;
}
