// Alone in its file, and so in a process of its own: the fault it looks for destroys the heap.
import { matMul, reshape, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

const factors = fc.integer({ min: 1, max: 12 });

it("multiplies by the same data under one shape after the other", async () => {
  await fc.assert(
    fc.asyncProperty(factors, factors, factors, fc.nat(), async (m, p, q, seed) => {
      const { error } = await compare(() => {
        // The same 2·m·p·q values as [2m, pq], [pq, 2m] and again [2m, pq].
        const w = tensor2d(normals(seed, 2 * m * p * q), [2 * m, p * q]);
        const turned = reshape(w, [p * q, 2 * m]);
        const left = tensor2d(normals(seed + 1, 3 * 2 * m), [3, 2 * m]);
        const right = tensor2d(normals(seed + 2, 5 * p * q), [5, p * q]);
        return [matMul(left, w), matMul(right, turned), matMul(left, w), w, turned, left, right];
      });
      expect(error).toBeLessThan(1e-5);
    }),
    { numRuns: 100 },
  );
});
