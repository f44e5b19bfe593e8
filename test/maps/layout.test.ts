import * as fc from "fast-check";
import { expect, it } from "vitest";

import { mapLayout } from "#maps/layout.ts";

import { soundMap } from "./arbitrary.ts";

it("draws every box within the picture, apart from all others, and the agendas in one last column", () => {
  fc.assert(
    fc.property(soundMap, (map) => {
      const { boxes, width, height } = mapLayout(map);
      expect(boxes.map(({ id }) => id)).toEqual([
        ...Object.keys(map.nodes),
        ...Object.keys(map.agendas),
      ]);
      for (const [i, a] of boxes.entries()) {
        expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(width);
        expect(a.y + a.height).toBeLessThanOrEqual(height);
        for (const b of boxes.slice(i + 1)) {
          const isApart =
            a.x + a.width <= b.x ||
            b.x + b.width <= a.x ||
            a.y + a.height <= b.y ||
            b.y + b.height <= a.y;
          expect(isApart, `${a.id} and ${b.id}`).toBe(true);
        }
      }
      const agendas = boxes.filter(({ kind }) => kind === "agenda").map(({ x }) => x);
      expect(new Set(agendas).size).toBe(1);
      expect(Math.max(...boxes.map(({ x }) => x))).toBe(agendas[0]);
    }),
    { numRuns: 40 },
  );
});

it("draws every arrow from the right of its foot to the left of its head, forward", () => {
  fc.assert(
    fc.property(soundMap, (map) => {
      const { boxes, arrows } = mapLayout(map);
      expect(arrows).toHaveLength(map.edges.length);
      for (const { from, to, path, head } of arrows) {
        const [foot, tip] = [from, to].map((id) => boxes.find((box) => box.id === id));
        const [, x, y] = /^M(\d+) (\d+)/.exec(path) ?? [];
        expect(Number(x)).toBe((foot?.x ?? 0) + (foot?.width ?? 0));
        expect(Number(y)).toBeGreaterThan(foot?.y ?? 0);
        expect(head.x).toBe(tip?.x);
        expect(head.x).toBeGreaterThan(Number(x));
      }
    }),
    { numRuns: 40 },
  );
});
