import {
  cast,
  concat,
  engine,
  gather,
  grad,
  memory,
  mul,
  slice,
  split,
  sum,
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  unstack,
} from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { beforeAll, expect, it, vi } from "vitest";

import { type Comparison, normals, openOracle } from "./oracle.ts";

let compare: (compute: () => readonly Tensor[]) => Promise<Comparison>;
beforeAll(async () => {
  compare = await openOracle();
});

/** A shape of rank 1 to 4, its last axis now and then long enough for whole runs to be copied at once. */
const shapes = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 0, maxLength: 3 }),
    fc.constantFrom(1, 3, 24, 40),
  )
  .map(([outer, last]) => [...outer, last]);

const blocks = shapes.chain((shape) =>
  fc.tuple(
    ...shape.map((length) =>
      fc
        .tuple(fc.nat({ max: length - 1 }), fc.nat({ max: length }))
        .map(([begin, size]) => ({ length, begin, size: Math.min(size, length - begin) })),
    ),
  ),
);

it("slices any block", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, fc.nat(), async (axes, seed) => {
      const { error, shapes: got } = await compare(() => {
        const x = values(
          seed,
          axes.map(({ length }) => length),
        );
        return [
          slice(
            x,
            axes.map(({ begin }) => begin),
            axes.map(({ size }) => size),
          ),
          x,
        ];
      });
      expect(got.wasm).toEqual(got.cpu);
      expect(error).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it("splits along any axis, into equal parts, given sizes and a rest", async () => {
  await fc.assert(
    fc.asyncProperty(shapes, fc.nat(), fc.nat(), async (shape, choice, seed) => {
      const axis = choice % shape.length;
      const length = shape[axis] ?? 1;
      const { error, shapes: got } = await compare(() => {
        const x = values(seed, shape);
        const parts = [split(x, length, axis), unstack(x, axis)];
        if (length > 1) parts.push(split(x, [1, -1], axis), split(x, [length - 1, 1], axis));
        return [...parts.flat(), x];
      });
      expect(got.wasm).toEqual(got.cpu);
      expect(error).toBe(0);
    }),
    { numRuns: 100 },
  );
});

it("takes parts of a tensor without copying the whole of it first", () => {
  const x = values(3, [6, 40]);
  const whole = vi.spyOn(engine().backend, "readSync");
  slice(x, [2, 0], [2, 40]);
  split(x, 3);
  unstack(x);
  gather(x, tensor1d([5, 0], "int32"));
  expect(whole).not.toHaveBeenCalled();
});

it("gathers along any axis and sums the gradient where an index returns", async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.nat(),
      fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
      fc.nat(),
      async (shape, choice, draws, seed) => {
        const axis = choice % shape.length;
        const { error, shapes: got } = await compare(() => {
          const x = values(seed, shape);
          const indices = tensor1d(
            draws.map((draw) => draw % (shape[axis] ?? 1)),
            "int32",
          );
          const chosen = gather(x, indices, axis);
          const dx = grad((table: Tensor) => {
            const rows = gather(table, indices, axis);
            return sum(mul(rows, rows));
          })(x);
          return [chosen, dx, x, indices];
        });
        expect(got.wasm).toEqual(got.cpu);
        expect(error).toBeLessThan(1e-6);
      },
    ),
    { numRuns: 200 },
  );
});

it("refuses an index beyond the last row, and keeps nothing", () => {
  const x = values(1, [3, 4]);
  const indices = tensor1d([0, 3], "int32");
  const before = memory().numDataBuffers;
  expect(() => gather(x, indices)).toThrow("index 3 of a gather is not from 0 to 2");
  expect(memory().numDataBuffers).toBe(before);
});

it("casts as the cpu engine does, and shares data where the type stays", async () => {
  const { error } = await compare(() => {
    const x = tensor([0, 0.5, -1.7, 256, 3]);
    const flags = cast(x, "bool");
    return [flags, cast(x, "int32"), cast(flags, "float32"), x];
  });
  expect(error).toBe(0);
  const x = tensor1d(normals(2, 4));
  const before = memory().numDataBuffers;
  const same = cast<Tensor1D>(x, "float32");
  const clone = x.clone();
  expect(memory().numDataBuffers).toBe(before);
  x.dispose();
  clone.dispose();
  expect(await concat([same, same]).data()).toHaveLength(8);
});

function values(seed: number, shape: number[]): Tensor {
  return tensor(
    normals(
      seed,
      shape.reduce((product, length) => product * length, 1),
    ),
    shape,
  );
}
