/** Entry of a Web Worker that measures the wasm engine and posts its median times, by the wall clock. */
import { randomStreams } from "../../src/ml/random.ts";
import { openWasm } from "../../src/runtime/wasm-engine.ts";
import { measureWorks, workNames } from "./works.ts";

const clock = (): number => performance.now();

addEventListener(
  "message",
  ({ data }: MessageEvent<{ binary: string; batch: number; repeats: number }>) => {
    const { binary, batch, repeats } = data;
    void (async () => {
      const { tf } = await openWasm(binary);
      const settings = { batch, repeats, works: workNames, clock };
      postMessage(await measureWorks(tf, randomStreams(1)("net"), settings));
    })();
  },
);
