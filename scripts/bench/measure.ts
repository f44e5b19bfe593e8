/** Entry of a process that measures one engine, named by its argument, and prints its median times as JSON. */
import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";

import { tf } from "../../src/kernels/tf.ts";
import { randomStreams } from "../../src/ml/random.ts";
import { simdBinary } from "../../src/runtime/simd-binary.ts";
import { openStock, openWasm } from "../../src/runtime/wasm-engine.ts";
import { measureWorks, workNames } from "./works.ts";

const [engine = "wasm", clockWord = "processor", batch = "64", repeats = "20", names = ""] =
  process.argv.slice(2);

/** The process's own time, all its threads together, or the wall's. */
const clock = (): number => {
  if (clockWord === "wall") return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

if (engine === "stock") {
  await import("@tensorflow/tfjs-core/dist/register_all_gradients");
  await openStock(await simdBinary());
} else {
  await openWasm(await simdBinary());
  if (engine === "cpu") await setBackend("cpu");
}
const asked = names.split(",");
const times = await measureWorks(tf, randomStreams(1)("net"), {
  batch: Number(batch),
  repeats: Number(repeats),
  works: workNames.filter((name) => names === "" || asked.includes(name)),
  clock,
});
console.log(JSON.stringify(times));
