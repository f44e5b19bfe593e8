import { describe, expect, it } from "vitest";

import { epsilonAt, renyiDivergence } from "#ml/privacy-accountant.ts";

describe("the privacy that a noisy training spends", () => {
  it("is what TensorFlow Privacy’s own tests expect of its accountant", () => {
    // rdp_accountant_test.py: test_compute_rdp_scalar, _no_sampling, _sequence.
    expect(renyiDivergence({ rate: 0.1, noise: 2, steps: 10 }, 5)).toBeCloseTo(0.07737, 5);
    expect(renyiDivergence({ rate: 1, noise: 10, steps: 1 }, 20)).toBeCloseTo(0.1, 12);
    const sequence = { rate: 0.01, noise: 2.5, steps: 50 };
    expect(renyiDivergence(sequence, 5)).toBeCloseTo(0.00218075, 6);
    expect(renyiDivergence(sequence, 50)).toBeCloseTo(0.023846, 5);
    expect(renyiDivergence(sequence, 100)).toBeCloseTo(167.416307, 4);
  });

  it("is epsilon 1.26 in the example of Abadi et al. 2016, § 3.1, by the moments", () => {
    // The digits after 1.26, and the order, are of test_get_privacy_spent_check_target_delta.
    const { epsilon, order } = epsilonAt({ rate: 0.01, noise: 4, steps: 10_000 }, 1e-5);
    expect(epsilon).toBeCloseTo(1.258575, 5);
    expect(order).toBe(20);
  });

  it.each([
    // The table of TensorFlow Privacy's tutorials/README.md: 60,000 digits, batches of 256. It takes fractional orders too, hence 0.01.
    { noise: 1.12, epochs: 60, published: 2.92 },
    { noise: 1.2, epochs: 10, published: 1.2 },
  ])(
    "is epsilon $published at noise $noise over $epochs passes of MNIST",
    ({ noise, epochs, published }) => {
      const training = { rate: 256 / 60_000, noise, steps: Math.floor((epochs * 60_000) / 256) };
      expect(Math.abs(epsilonAt(training, 1e-5).epsilon - published)).toBeLessThan(0.01);
    },
  );

  it("grows with the steps and falls with the noise, and has no bound without any", () => {
    const training = { rate: 0.02, noise: 1, steps: 500 };
    const { epsilon } = epsilonAt(training, 1e-3);
    expect(epsilonAt({ ...training, steps: 1000 }, 1e-3).epsilon).toBeGreaterThan(epsilon);
    expect(epsilonAt({ ...training, noise: 2 }, 1e-3).epsilon).toBeLessThan(epsilon);
    expect(epsilonAt({ ...training, noise: 0 }, 1e-3).epsilon).toBe(Number.POSITIVE_INFINITY);
  });
});
