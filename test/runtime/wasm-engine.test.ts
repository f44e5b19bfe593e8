import { afterEach, expect, it, vi } from "vitest";

import { simdBinary } from "#runtime/simd-binary.ts";
import { openWasm } from "#runtime/wasm-engine.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it.each([
  ["whose WebAssembly has no SIMD", () => vi.spyOn(WebAssembly, "validate").mockReturnValue(false)],
  ["without WebAssembly", () => vi.stubGlobal("WebAssembly", undefined)],
])("refuses a host %s in a clear sentence, and fetches nothing for it", async (_, lack) => {
  const fetched = vi.spyOn(globalThis, "fetch");
  lack();
  await expect(openWasm("https://example.org/engine.wasm")).rejects.toMatchObject({
    failure: "unsupported",
    message:
      "this browser cannot run WebAssembly with SIMD instructions, which live experiments need; any browser of 2023 or later can",
  });
  expect(fetched).not.toHaveBeenCalled();
});

it("asks for SIMD with a module that only SIMD makes valid", async () => {
  const asked = vi.spyOn(WebAssembly, "validate");
  vi.spyOn(WebAssembly, "compile").mockRejectedValue(new WebAssembly.CompileError("policy"));
  // A page that may not compile WebAssembly says so too; the engine itself is opened once, below.
  await expect(openWasm(await simdBinary())).rejects.toMatchObject({
    failure: "unsupported",
    message: "this page may not compile WebAssembly, which live experiments need",
  });
  const [probe] = asked.mock.calls[0] ?? [];
  const bytes = new Uint8Array(probe as ArrayBuffer);
  expect(bytes.slice(0, 4)).toEqual(Uint8Array.from([0, 0x61, 0x73, 0x6d]));
  // 0xfd opens every SIMD instruction; the same body without it is no module.
  expect(bytes.filter((byte) => byte === 0xfd)).toHaveLength(1);
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(WebAssembly.validate(bytes.map((byte) => (byte === 0xfd ? 0xff : byte)))).toBe(false);
});

it("says that its binary could not be reached at all", async () => {
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
  await expect(openWasm("https://example.org/engine.wasm")).rejects.toMatchObject({
    failure: "data",
    message:
      "the engine could not be fetched from https://example.org/engine.wasm: Failed to fetch",
  });
});

it("says why its binary could not be fetched", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 404 }));
  await expect(openWasm("https://example.org/engine.wasm")).rejects.toMatchObject({
    failure: "data",
    message:
      "the engine could not be fetched from https://example.org/engine.wasm: the server answered 404",
  });
});

it("fails for memory, rather than write where it has none, and computes on", async () => {
  const { tf, id } = await openWasm(await simdBinary());
  expect(id).toBe("wasm-simd/4.22.0");
  expect(() => tf.fill([1_200_000_000], 1)).toThrow(expect.objectContaining({ failure: "memory" }));
  expect([...(await tf.add(tf.fill([2], 1), 2).data())]).toEqual([3, 3]);
});
