/** The Web Worker that makes one run on a graphics processor. A program of its own, so that the other does not grow by it. */
import { browser, chooseEngine } from "./engine-choice.ts";
import { driveWithFallback } from "./fallback.ts";
import { takeOrders } from "./orders.ts";

takeOrders(async ({ engine: asked = "auto", allowsSoftware = false }, wasm, begin, report) => {
  if (asked === "wasm") return begin(wasm, report);
  const { engine, notice, reason } = await chooseEngine(asked, wasm, {
    ...browser,
    allowsSoftware,
  });
  if (notice !== undefined) report({ kind: "notice", message: notice });
  if (!("lost" in engine)) return begin(engine, report, { reason });
  return driveWithFallback({ engine, reason, spare: wasm, begin, report });
});
