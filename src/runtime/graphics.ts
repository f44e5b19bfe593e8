/** The Web Worker that makes one run on a graphics processor. A program of its own, so that the other does not grow by it. */
import { chooseEngine } from "./engine-choice.ts";
import { driveWithFallback } from "./fallback.ts";
import { takeOrders } from "./orders.ts";

takeOrders(async ({ engine: asked = "auto" }, wasm, begin, report) => {
  if (asked === "wasm") return begin(wasm, report);
  const { engine, notice } = await chooseEngine(asked, wasm);
  if (notice !== undefined) report({ kind: "notice", message: notice });
  if (!("lost" in engine)) return begin(engine, report);
  return driveWithFallback({ engine, spare: wasm, begin, report });
});
