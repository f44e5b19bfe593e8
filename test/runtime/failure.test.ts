import { describe, expect, it } from "vitest";

import { NotANumberError } from "#lab/not-a-number.ts";
import { asFailure, outOfMemory, RunFailure } from "#runtime/failure.ts";

const stopped = "the engine stopped in the midst of its work";

describe("asFailure", () => {
  it("leaves a failure that is told already as it is", () => {
    const told = new RunFailure("data", "this site has no mnist");
    expect(asFailure(told)).toBe(told);
  });

  it.each([
    ["Chromium and Node", new RangeError("Array buffer allocation failed")],
    ["Chromium and Node", new RangeError("Invalid typed array length: 4294967296")],
    ["Firefox", new RangeError("invalid array length")],
    ["Firefox", new Error("out of memory")],
    ["Safari", new RangeError("Out of memory")],
    ["Chromium’s WebAssembly", new RangeError("WebAssembly.Memory(): could not allocate memory")],
    ["Emscripten", new WebAssembly.RuntimeError("abort(OOM)")],
    ["Emscripten", "Cannot enlarge memory arrays to size 2147549184 bytes (OOM)"],
  ])("knows %s’s words for an exhausted memory: %s", (_, error) => {
    const failure = asFailure(error);
    expect(failure).toMatchObject({ failure: "memory", message: outOfMemory });
    expect(failure.cause).toBe(error);
  });

  it.each([
    [new WebAssembly.RuntimeError("unreachable"), `${stopped} (unreachable)`],
    [
      "Uncaught RuntimeError: memory access out of bounds",
      `${stopped} (Uncaught RuntimeError: memory access out of bounds)`,
    ],
  ])("tells a trap of WebAssembly from faults of our own: %s", (error, message) => {
    expect(asFailure(error)).toMatchObject({ failure: "trap", message });
  });

  it("knows numbers that are none", () => {
    const error = new NotANumberError("outcome.loss is NaN");
    expect(asFailure(error)).toMatchObject({
      failure: "not-a-number",
      message: "outcome.loss is NaN",
    });
  });

  it.each([
    [new Error("the room is too small"), "the room is too small"],
    [new Error("zoom in on the boomerang"), "zoom in on the boomerang"],
    ["a bare text", "a bare text"],
    [undefined, "undefined"],
  ])("takes anything else for a fault of our own, in its words: %s", (error, message) => {
    const failure = asFailure(error);
    expect(failure).toMatchObject({ failure: "internal", message });
    expect(failure.cause).toBe(error);
  });
});
