import { expect, it } from "vitest";

import { engineWeights } from "../../scripts/bench/weights.ts";
import { buildSite } from "./built.ts";

it("loads no more than 180 KiB for a live run: worker, kernels and the engine's binary", () => {
  const files = engineWeights(buildSite("content", "/").folder);
  const bytesOf = (end: string): number =>
    files.filter(({ name }) => name.endsWith(end)).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(bytesOf(".js")).toBeGreaterThan(20 * 1024);
  expect(bytesOf(".wasm")).toBeGreaterThan(20 * 1024);
  expect(bytesOf(".js") + bytesOf(".wasm")).toBeLessThan(180 * 1024);
});
