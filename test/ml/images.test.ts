import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { Tensor2D, Tf } from "#lab/tf.ts";
import { agreement, predict, predictSet } from "#ml/evaluation.ts";
import { batches, type ImageSet, labelsAt, pictures, relabelled } from "#ml/images.ts";
import type { Network } from "#ml/networks.ts";
import { nodeEngine } from "#runtime/node.ts";

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await nodeEngine());
});

describe("pictures and labels", () => {
  it("are those of the indices, in their order, repeated ones too", async () => {
    const set = numbered(6);
    const chosen = pictures(tf, set, [4, 0, 4]);
    expect(chosen.shape).toEqual([3, 2, 1, 3]);
    expect([...(await chosen.data())]).toEqual(
      [4, 0, 4].flatMap((index) => [...set.pixels.subarray(index * 6, index * 6 + 6)]),
    );
    const labels = labelsAt(tf, set.labels, [4, 0, 4]);
    expect(labels.dtype).toBe("int32");
    expect([...(await labels.data())]).toEqual([4, 0, 4]);
  });

  it("keep the pictures under other labels, and refuse labels of another number", () => {
    const set = numbered(3);
    const labels = Uint8Array.from([9, 8, 7]);
    expect(relabelled(set, labels)).toEqual({ ...set, labels });
    expect(relabelled(set, labels).pixels).toBe(set.pixels);
    expect(() => relabelled(set, new Uint8Array(2))).toThrow("2 labels for 3 images");
  });
});

describe("batches", () => {
  it("cover every index once and in order, all but the last of full size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        (count, size) => {
          const found = batches(count, size);
          expect(found.flatMap((batch) => [...batch])).toEqual(
            Array.from({ length: count }, (_, i) => i),
          );
          expect(found.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
          expect(found.every((batch) => batch.length > 0)).toBe(true);
        },
      ),
    );
  });
});

describe("a prediction", () => {
  it("is the class of the largest logit, of equal ones the first", async () => {
    const rows = [
      [0, 0, 0, 5, 0, 0, 0, 0, 0, 4],
      [-3, -2, -2, -9, -4, -5, -6, -7, -8, -9],
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ];
    const saying: Network = { create: () => ({}), logits: () => tf.tensor2d(rows), macs: 0 };
    expect([...(await predict(tf, saying, {}, tf.zeros([3, 28, 28, 1])))]).toEqual([3, 1, 0]);
  });

  it.each([1, 250, 251, 613])("stands at its image’s place in a set of %d", async (count) => {
    const before = tf.memory().numTensors;
    const set = numbered(count);
    expect(await predictSet(tf, labelReader, {}, set)).toEqual(set.labels);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("agreement", () => {
  it("is the share of equal labels, whatever their order of arguments", () => {
    expect(agreement([1, 2, 3, 4], [1, 9, 3, 9])).toBe(0.5);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.integer({ min: 0, max: 255 }), (a, label) => {
        const b = a.map(() => label);
        expect(agreement(a, a)).toBe(1);
        expect(agreement(a, b)).toBe(agreement(b, a));
        expect(agreement(a, b) * a.length).toBeCloseTo(
          a.filter((value) => value === label).length,
          9,
        );
      }),
    );
  });

  it.each([
    [[], [], "cannot compare 0 labels with 0"],
    [[1, 2], [1], "cannot compare 2 labels with 1"],
  ])("refuses %j beside %j", (a, b, message) => {
    expect(() => agreement(a, b)).toThrow(message);
  });
});

/** Pictures of 2 × 1 pixels in three channels whose first number is their label ÷ 10. */
function numbered(count: number): ImageSet {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const pixels = Float32Array.from({ length: count * 6 }, (_, i) =>
    i % 6 === 0 ? (labels[i / 6] ?? 0) / 10 : (i % 97) / 97,
  );
  return { count, height: 2, width: 1, channels: 3, pixels, labels };
}

/** Reads the label off the first number of a picture. */
const labelReader: Network = {
  create: () => ({}),
  logits: (given, _, images) => {
    const first = given.reshape(given.slice(images, [0, 0, 0, 0], [images.shape[0], 1, 1, 1]), [
      images.shape[0],
      1,
    ]);
    const classes = given.tensor2d([[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]]);
    return given.neg<Tensor2D>(given.square(given.sub(first, classes)));
  },
  macs: 0,
};
