import * as fc from "fast-check";
import { expect, it } from "vitest";
import { stringify } from "yaml";

import { circleOf, inOrder } from "#maps/order.ts";
import type { ArgumentMap } from "#maps/schema.ts";
import { readContentFiles } from "#newsletter/content.ts";

import { sampleFiles } from "../newsletter/sample.ts";
import { soundMap } from "./arbitrary.ts";

const file = "maps/m.yaml";

/** What a newsletter with this map is told. */
function read(map: unknown): ReturnType<typeof readContentFiles> {
  return readContentFiles(sampleFiles({ [file]: stringify(map) }));
}

it("takes every sound map, as it was written", () => {
  fc.assert(
    fc.property(soundMap, (map) => {
      const { maps, problems } = read(map);
      expect(problems).toEqual([]);
      expect(maps).toEqual([{ id: "m", file, data: map }]);
    }),
  );
});

it("puts every id after all that lead to it", () => {
  fc.assert(
    fc.property(soundMap, (map) => {
      const order = inOrder(map);
      for (const { from, to } of map.edges) {
        expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
      }
    }),
  );
});

it("tells of every circle that an arrow more closes, and names its arrows", () => {
  fc.assert(
    fc.property(soundMap, fc.nat(), (map, chosen) => {
      const inner = map.edges.filter(({ to }) => to in map.nodes);
      fc.pre(inner.length > 0);
      const { from, to } = inner[chosen % inner.length] ?? { from: "q0", to: "q0" };
      const turned: ArgumentMap = {
        ...map,
        edges: [...map.edges, { from: to, to: from, weight: 1, because: "back" }],
      };
      const [first, ...others] = circleOf(turned) ?? [];
      expect(others.at(-1)).toBe(first);
      for (const [i, id] of others.entries()) {
        const foot = i === 0 ? first : others[i - 1];
        expect(turned.edges.some((edge) => edge.from === foot && edge.to === id)).toBe(true);
      }
      expect(() => inOrder(turned)).toThrow("close a circle");
      const { maps, problems } = read(turned);
      expect(maps).toEqual([]);
      expect(problems).toEqual([
        expect.stringContaining(`${file}: edges: the arrows close a circle`),
      ]);
    }),
  );
});

it("tells of every end of an arrow that is not there, by file and field", () => {
  fc.assert(
    fc.property(soundMap, fc.nat(), fc.constantFrom("from", "to"), (map, chosen, end) => {
      const at = chosen % map.edges.length;
      const edges = map.edges.map((edge, i) => (i === at ? { ...edge, [end]: "nowhere" } : edge));
      const { problems } = read({ ...map, edges });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(
        new RegExp(
          `^maps/m\\.yaml: edges\\.${at}\\.${end}: there is no question[^\\n]*"nowhere"; `,
        ),
      );
    }),
  );
});

it("refuses anything else in lines that name file and field, without throwing", () => {
  const junk = fc.anything({ withBigInt: false, withDate: false });
  fc.assert(
    fc.property(
      soundMap,
      fc.constantFrom("title", "nodes", "agendas", "edges", "whose", "source"),
      junk,
      (map, field, value) => {
        const { maps, problems } = read({ ...map, [field]: value });
        expect(maps.length === 0).toBe(problems.length > 0);
        for (const problem of problems) expect(problem).toMatch(/^maps\/m\.yaml(?::\d+)?: [^\n]+$/);
      },
    ),
  );
});
