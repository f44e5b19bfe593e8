import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { beliefs } from "#maps/evidence.ts";
import { foremost, influence } from "#maps/influence.ts";
import { inOrder } from "#maps/order.ts";

import { answeredMap } from "./arbitrary.ts";
import { diamond } from "./sample.ts";

/** Holds beliefs against others to what rounding may take. */
function expectClose(found: Readonly<Record<string, number>>, wanted: typeof found): void {
  expect(Object.keys(found).toSorted()).toEqual(Object.keys(wanted).toSorted());
  for (const [id, belief] of Object.entries(wanted)) expect(found[id], id).toBeCloseTo(belief, 12);
}

describe("evidence", () => {
  it("leaves everything at one half where nothing is answered", () => {
    expectClose(beliefs(diamond, {}), { a: 0.5, b: 0.5, c: 0.5, d: 0.5, x: 0.5, y: 0.5 });
  });

  it("flows from a sure yes as calculated by hand", () => {
    // b: odds 2^1 = 2. c: odds 2^-2 = 1/4. d: 2·(1/3) + 1·(−3/5) = 1/15 doublings.
    const d = 2 ** (1 / 15) / (1 + 2 ** (1 / 15));
    // x: 3·(2d − 1) doublings. y: −1·(2/5 − 1) = 3/5 doublings.
    const x = 2 ** (3 * (2 * d - 1));
    const y = 2 ** 0.6;
    const wanted = { a: 1, b: 2 / 3, c: 1 / 5, d, x: x / (1 + x), y: y / (1 + y) };
    expectClose(beliefs(diamond, { a: 1 }), wanted);
    // The same in numbers found with a pocket calculator.
    expect(beliefs(diamond, { a: 1 })).toMatchObject({
      d: expect.closeTo(0.51155, 5) as number,
      x: expect.closeTo(0.51201, 5) as number,
      y: expect.closeTo(0.6025, 5) as number,
    });
  });

  it("flows from a probability in part, and stops at an answer", () => {
    // 3 of 4: a sends 1·0.5 doublings to b, and nothing passes the answer to d.
    expect(beliefs(diamond, { a: 0.75, d: 0 })).toMatchObject({
      b: expect.closeTo(Math.SQRT2 / (1 + Math.SQRT2), 12) as number,
      d: 0,
      x: expect.closeTo(1 / 9, 12) as number,
    });
  });

  it("turns round when every answer does", () => {
    fc.assert(
      fc.property(answeredMap, ({ map, answers }) => {
        const turned = Object.fromEntries(Object.entries(answers).map(([id, p]) => [id, 1 - p]));
        const [there, back] = [beliefs(map, answers), beliefs(map, turned)];
        for (const [id, belief] of Object.entries(there)) {
          expect(back[id]).toBeCloseTo(1 - belief, 9);
        }
      }),
    );
  });

  it("stays within 0 and 1, does not change an answer, and does not heed the order of the arrows", () => {
    fc.assert(
      fc.property(answeredMap, ({ map, answers }) => {
        const found = beliefs(map, answers);
        for (const belief of Object.values(found)) {
          expect(belief).toBeGreaterThanOrEqual(0);
          expect(belief).toBeLessThanOrEqual(1);
        }
        expect(found).toMatchObject(answers);
        expectClose(beliefs({ ...map, edges: map.edges.toReversed() }, answers), found);
      }),
    );
  });

  it("never flows backwards", () => {
    fc.assert(
      fc.property(answeredMap, ({ map, answers }) => {
        const [last = ""] = inOrder(map)
          .toReversed()
          .filter((id) => id in map.nodes);
        const [before, after] = [beliefs(map, answers), beliefs(map, { ...answers, [last]: 1 })];
        for (const id of Object.keys(map.nodes)) {
          if (id !== last) expect(after[id]).toBe(before[id]);
        }
      }),
    );
  });
});

describe("the foremost question", () => {
  it("is the one whose yes and no lie furthest apart in all agendas together", () => {
    // d moves x from 1/9 to 8/9 and y not at all; c moves y from 2/3 to 1/3 and x through d.
    const d = influence(diamond, {}, "d");
    expect(d.total).toBeCloseTo(7 / 9, 12);
    const c = influence(diamond, {}, "c");
    const through = 2 ** (3 * (2 / 3 - 1 / 3));
    expect(c.total).toBeCloseTo(1 / 3 + (through / (1 + through) - 1 / (1 + through)), 12);
    expect(foremost(diamond, {})).toMatchObject({ node: "d", agenda: "x" });
  });

  it("is an open one as long as there is any, and then any whose answer counts", () => {
    expect(foremost(diamond, { d: 1 })?.node).toBe("c");
    const all = { a: 1, b: 1, c: 1, d: 1 };
    expect(foremost(diamond, all)?.node).toBe("d");
    expect(foremost(diamond, { b: 1, c: 1, d: 1 })).toBeUndefined();
  });
});
