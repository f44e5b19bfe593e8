import { createHash } from "node:crypto";

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { canonicalJson, digest } from "#runtime/digest.ts";

const json = fc.jsonValue();

describe("canonicalJson", () => {
  it("says what the value says", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson({ ...value }));
      }),
    );
  });

  it.each([
    [{ curve: [1, Number.NaN] }, "outcome.curve[1] is NaN"],
    [{ a: { b: -Infinity } }, "outcome.a.b is -Infinity"],
    [{ late: undefined }, "outcome.late is undefined"],
    [{ weights: new Float32Array(2) }, "outcome.weights is a Float32Array"],
    [{ day: new Date(0) }, "outcome.day is a Date"],
    // oxlint-disable-next-line no-sparse-arrays -- the hole is the case
    [[1, , 2], "outcome[1] is undefined"],
  ])("refuses what JSON cannot hold and names the place: %o", (value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });
});

describe("digest", () => {
  it("is the SHA-256 of the canonical text, by Node's own implementation", () => {
    const value = { b: [1.5, "ä", null], a: true };
    const text = '{"a":true,"b":[1.5,"ä",null]}';
    expect(digest(value)).toBe(createHash("sha256").update(text).digest("hex"));
  });
});
