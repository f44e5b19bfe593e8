import * as fc from "fast-check";
import { expect, it } from "vitest";

import { buffersOf } from "#runtime/buffers.ts";

const arrays = fc.oneof(
  fc.float32Array({ maxLength: 5 }),
  fc.uint8Array({ maxLength: 5 }),
  // Two views of the same memory.
  fc.float32Array({ minLength: 2, maxLength: 4 }).map((whole) => [whole, whole.subarray(1)]),
);
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    arrays,
    fc.double(),
    fc.string(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
  ),
})).value;

it("lets a message hand over all memory of plain data, and what arrives is the same", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const kept = structuredClone(value);
      const buffers = buffersOf(value);
      expect(structuredClone(value, { transfer: buffers })).toEqual(kept);
      for (const { byteLength, detached } of buffers) {
        expect(byteLength).toBe(0);
        expect(detached).toBe(true);
      }
    }),
  );
});
