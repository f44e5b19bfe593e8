import { afterEach, expect, it, vi } from "vitest";

import { openEngine } from "#runtime/engine.ts";
import { simdBinary } from "#runtime/simd-binary.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("says in a sentence that a host lacks SIMD", async () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  await expect(openEngine(new Uint8Array())).rejects.toMatchObject({
    failure: "unsupported",
    message: expect.stringContaining("WebAssembly with SIMD"),
  });
});

it("says why its binary could not be fetched", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 404 }));
  await expect(openEngine("https://example.org/engine.wasm")).rejects.toMatchObject({
    failure: "data",
    message:
      "the engine could not be fetched from https://example.org/engine.wasm: the server answered 404",
  });
});

it("fails for memory, rather than write where it has none, and computes on", async () => {
  const { tf, id } = await openEngine(await simdBinary());
  expect(id).toBe("wasm-simd/4.22.0");
  expect(() => tf.fill([1_200_000_000], 1)).toThrow(expect.objectContaining({ failure: "memory" }));
  expect([...(await tf.add(tf.fill([2], 1), 2).data())]).toEqual([3, 3]);
});
