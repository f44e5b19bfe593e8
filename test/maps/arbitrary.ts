import * as fc from "fast-check";

import type { ArgumentMap } from "#maps/schema.ts";

const line = fc.stringMatching(/^[A-Za-z][A-Za-z ,:#&'’-]{0,40}[a-z?]$/);

/** Sound maps: arrows lead from a question to a later one or to an agenda, each once. */
export const soundMap: fc.Arbitrary<ArgumentMap> = fc
  .record({ questions: fc.integer({ min: 1, max: 7 }), agendas: fc.integer({ min: 1, max: 3 }) })
  .chain(({ questions, agendas }) => {
    const ids = [
      ...Array.from({ length: questions }, (_, i) => `q${i}`),
      ...Array.from({ length: agendas }, (_, i) => `g${i}`),
    ];
    const pairs = ids.flatMap((to, i) =>
      ids.slice(0, Math.min(i, questions)).map((from) => ({ from, to })),
    );
    const weight = fc
      .integer({ min: -8, max: 8 })
      .filter((halves) => halves !== 0)
      .map((halves) => halves / 2);
    const record = <Value>(prefix: string, value: fc.Arbitrary<Value>) =>
      fc.record(
        Object.fromEntries(
          ids.filter((id) => id.startsWith(prefix)).map((id) => [id, value] as const),
        ),
      );
    return fc.record({
      title: line,
      summary: line,
      whose: line,
      nodes: record("q", fc.record({ title: line, question: line })),
      agendas: record("g", fc.record({ title: line, work: line })),
      edges: fc
        .subarray(pairs, { minLength: 1 })
        .chain((chosen) =>
          fc.tuple(
            ...chosen.map((pair) =>
              fc.record({ weight, because: line }).map((rest) => ({ ...pair, ...rest })),
            ),
          ),
        ),
    });
  });

/** A sound map with answers to some of its questions. */
export const answeredMap = soundMap.chain((map) =>
  fc.record({
    map: fc.constant(map),
    answers: fc.dictionary(
      fc.constantFrom(...Object.keys(map.nodes)),
      fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    ),
  }),
);
