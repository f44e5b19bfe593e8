import { describe, expect, it } from "vitest";

import reference from "./exposure-reference.json" with { type: "json" };
import {
  chanceExposure,
  exactExposure,
  extrapolatedExposure,
  momentsOf,
  rankOf,
  sampledExposure,
} from "./exposure.ts";
import { fitSkewNormal, skewNormalBits, skewNormalDensity } from "./skew-normal.ts";

describe("exposure by rank", () => {
  it("is all bits of the space for the likeliest number and none for the least likely", () => {
    expect(exactExposure(1, 10_000)).toBeCloseTo(13.2877, 4);
    expect(exactExposure(10_000, 10_000)).toBe(0);
    expect(exactExposure(1, 1e9)).toBeCloseTo(29.8974, 4);
  });

  it("counts ties against the secret", () => {
    const bits = Float64Array.of(5, 3, 3, 9);
    expect([0, 1, 2, 3].map((index) => rankOf(bits, index))).toEqual([3, 2, 2, 4]);
  });

  it("gives on a sample what TensorFlow Privacy’s own test expects", () => {
    // exposures_test.py: references 1 to 16; log-perplexities 0.1, 20 and 3.5 have 0, 16 and 3 of them ahead.
    const references = Array.from({ length: 16 }, (_, i) => i + 1);
    const found = [0.1, 20, 3.5].map((own) =>
      sampledExposure(references.filter((other) => other <= own).length, 16),
    );
    expect(found[0]).toBe(4);
    expect(found[1]).toBeCloseTo(4 - Math.log2(17), 12);
    expect(found[2]).toBe(2);
  });

  it("is 1.44 bits on average where ranks are a matter of chance", () => {
    const count = 10_000;
    let sum = 0;
    for (let rank = 1; rank <= count; rank += 1) sum += exactExposure(rank, count);
    // The sum falls short of the integral by about log(count) / count.
    expect(Math.abs(sum / count - chanceExposure)).toBeLessThan(0.002);
  });
});

describe("the skew normal", () => {
  it.each(reference.cases)(
    "leaves as many bits below $x as SciPy at location $location, scale $scale, shape $shape",
    ({ location, scale, shape, x, bits }) => {
      const found = skewNormalBits({ location, scale, shape }, x);
      expect(Math.abs(found - bits)).toBeLessThan(1e-5 * Math.max(1, bits));
    },
  );

  it("has the moments it was fitted to", () => {
    const moments = { mean: 17, variance: 4, third: -3 };
    const fitted = fitSkewNormal(moments);
    const moment = (power: number, about: number): number => {
      let sum = 0;
      for (let x = -3; x < 37; x += 0.001) {
        sum += (x - about) ** power * skewNormalDensity(fitted, x) * 0.001;
      }
      return sum;
    };
    expect(moment(0, 0)).toBeCloseTo(1, 4);
    expect(moment(1, 0)).toBeCloseTo(moments.mean, 3);
    expect(moment(2, moments.mean)).toBeCloseTo(moments.variance, 3);
    expect(moment(3, moments.mean)).toBeCloseTo(moments.third, 2);
  });

  it("extrapolates a sample as SciPy’s fit by likelihood does, within a tenth in bits", () => {
    const moments = momentsOf(Float64Array.from(reference.fit.sample));
    for (const { x, exposure } of reference.fit.likelihood) {
      const found = extrapolatedExposure(moments, x);
      expect(Math.abs(found - exposure) / exposure, `at ${x}`).toBeLessThan(0.1);
    }
  });

  it("agrees with the rank where the rank can tell", () => {
    const { sample } = reference.fit;
    const sorted = sample.toSorted((a, b) => a - b);
    const moments = momentsOf(Float64Array.from(sample));
    for (const rank of [1000, 500, 200, 50]) {
      const byRank = exactExposure(rank, sample.length);
      expect(Math.abs(extrapolatedExposure(moments, sorted[rank - 1] ?? 0) - byRank)).toBeLessThan(
        0.25,
      );
    }
  });
});
