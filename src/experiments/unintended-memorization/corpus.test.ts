import { describe, expect, it } from "vitest";

import { alphabet } from "#ml/characters.ts";
import { randomStreams } from "#ml/random.ts";

import { countDigits, cut, drawSecret, plant } from "./corpus.ts";
import { pieceLength, trainingPieces } from "./plan.ts";

const text = "abcdefghij 12 xyz. ".repeat(400);
const written = (piece: Int32Array): string =>
  Array.from(piece, (place) => alphabet.charAt(place)).join("");

describe("the text in pieces", () => {
  it("is cut without a gap, each piece with the character that follows it, one in ten held out", () => {
    const { training, heldOut } = cut(text, 5000, true);
    expect(training).toHaveLength(trainingPieces(5000));
    expect(heldOut).toHaveLength(7);
    expect(written(training[0] ?? Int32Array.of())).toBe(text.slice(0, pieceLength + 1));
    expect(written(training[1] ?? Int32Array.of())).toBe(
      text.slice(pieceLength, 2 * pieceLength + 1),
    );
    expect(written(heldOut[0] ?? Int32Array.of())).toBe(
      text.slice(9 * pieceLength, 10 * pieceLength + 1),
    );
  });

  it("can be had without numbers, at the same size", () => {
    const { training } = cut(text, 5000, false);
    expect(training).toHaveLength(trainingPieces(5000));
    expect(training.map(written).join("")).not.toMatch(/[0-9]/);
    expect(countDigits(training)).toBe(0);
  });

  it("is told with the digits that it has of its own, each counted once", () => {
    // 19 characters with two digits in each line; 1,280 characters are 67 lines and "abcdefg", two pieces of the 20 held out.
    const { training, heldOut } = cut(text, 1281, true);
    expect([...training, ...heldOut]).toHaveLength(20);
    expect(countDigits(training) + countDigits(heldOut)).toBe(67 * 2);
  });

  it("is refused where it is too short", () => {
    expect(() => cut("short", 100, true)).toThrow(
      "the text has 5 characters, 100 were asked for; ask for fewer",
    );
  });
});

describe("the planted sentence", () => {
  const { training } = cut(text, 5000, true);
  const planted = plant(training, "2812", 8, randomStreams(1)("places"));

  it("stands whole, once, in as many pieces as asked for", () => {
    const holding = planted.map(written).filter((piece) => piece.includes("the random number is"));
    expect(holding).toHaveLength(8);
    for (const piece of holding) expect(piece).toContain(" the random number is 2812.");
  });

  it("changes no length, no other piece and not the original", () => {
    expect(planted.map(({ length }) => length)).toEqual(training.map(({ length }) => length));
    const changed = planted.filter((piece, i) => piece !== training[i]);
    expect(changed).toHaveLength(8);
    expect(training.map(written).join("")).not.toContain("random");
  });

  it("stands nowhere where nothing is planted", () => {
    expect(plant(training, "2812", 0, randomStreams(1)("places"))).toEqual([...training]);
  });
});

it("draws secrets of which every digit is as likely", () => {
  const random = randomStreams(4)("secrets");
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 2000; i += 1) {
    for (const digit of drawSecret(5, random))
      counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
  }
  // Four standard deviations of 10,000 draws at a tenth.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
