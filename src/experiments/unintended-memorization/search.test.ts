import { describe, expect, it } from "vitest";

import { randomStreams } from "#ml/random.ts";

import type { Search } from "./outcome.ts";
import { search } from "./search.ts";

/** Bits of the next digits that a seed and a prefix fix. */
const answers = (seed: number) => async (prefix: string) => {
  const random = randomStreams(seed)(`after ${prefix}`);
  return Float64Array.from({ length: 10 }, () => 8 * random.uniform());
};

async function finished(
  digits: number,
  ask: (prefix: string) => Promise<Float64Array>,
  most = 100_000,
): Promise<Search> {
  const theft = search(digits, ask, most);
  let turn = await theft.next();
  while (turn.done !== true) turn = await theft.next();
  return turn.value;
}

/** The likeliest number, found by trying all. */
async function tried(digits: number, ask: (prefix: string) => Promise<Float64Array>) {
  let all = [{ digits: "", bits: 0 }];
  for (let depth = 0; depth < digits; depth += 1) {
    const next = await Promise.all(
      all.map(async (prefix) =>
        Array.from(await ask(prefix.digits), (bits, digit) => ({
          digits: `${prefix.digits}${digit}`,
          bits: prefix.bits + bits,
        })),
      ),
    );
    all = next.flat();
  }
  return all.toSorted((a, b) => a.bits - b.bits)[0];
}

/** A model that knows 281265 by heart. */
const knowing = async (prefix: string): Promise<Float64Array> =>
  Float64Array.from({ length: 10 }, (_, digit) =>
    `${prefix}${digit}` === "281265".slice(0, prefix.length + 1) ? 0.1 : 7,
  );

describe("the search for the likeliest number", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "finds what trying all finds, with fewer questions (%i)",
    async (seed) => {
      const { found, queries } = await finished(3, answers(seed));
      expect(found).toEqual(await tried(3, answers(seed)));
      expect(queries).toBeLessThan(111);
    },
  );

  it("asks once a digit where a number is known by heart", async () => {
    const { found, queries, asked } = await finished(6, knowing);
    expect(found?.digits).toBe("281265");
    expect(queries).toBe(6);
    expect(asked.map(({ digits }) => digits)).toEqual(["", "2", "28", "281", "2812", "28126"]);
  });

  it("asks after every prefix where no digit is likelier than another, and takes the first of those alike", async () => {
    const { found, queries } = await finished(3, async () => new Float64Array(10).fill(3));
    expect(queries).toBe(111);
    expect(found).toEqual({ digits: "000", bits: 9 });
  });

  it("keeps what waits in order, the likeliest first", async () => {
    const { waiting } = await finished(4, answers(9));
    const bits = waiting.map((prefix) => prefix.bits);
    expect(bits).toEqual(bits.toSorted((a, b) => a - b));
    expect(bits).toHaveLength(30);
  });

  it("gives up after as many questions as it may ask", async () => {
    const { found, hasGivenUp, queries } = await finished(4, answers(3), 5);
    expect([found, hasGivenUp, queries]).toEqual([null, true, 5]);
  });
});
