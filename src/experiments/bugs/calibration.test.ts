import { describe, expect, it } from "vitest";

import { calibration, meanError, measuredFour } from "./calibration.ts";
import type { Attack, Outcome } from "./outcome.ts";
import spec from "./spec.ts";

const attack = (transferred: number, ...accuracies: readonly number[]): Attack => ({
  fooled: 1,
  transferred,
  ensembleFooled: 0,
  pupil: accuracies.map((accuracyTrue, i) => ({
    epoch: i + 1,
    accuracyTrue,
    accuracyTaught: 1 - accuracyTrue,
  })),
  results: [],
});
const outcome = (plain: Attack | null, aware: Attack | null): Outcome => ({
  testCount: 1000,
  imageCount: 1000,
  targetAccuracy: 1,
  freshAccuracy: 1,
  originals: [],
  plain,
  aware,
});
const measured = { plainTransfer: 90, plainPupil: 40, awareTransfer: 0, awarePupil: 10 };
const { params } = spec.presets.quick;

describe("a reader's predictions", () => {
  it("are held against each pupil's last exam, mean over the runs", () => {
    const runs = [
      outcome(attack(0.8, 0.9, 0.3), attack(0, 0.5, 0.1)),
      outcome(attack(1, 0.5), attack(0, 0.1)),
    ];
    const found = measuredFour(runs);
    expect(found?.plainTransfer).toBeCloseTo(90, 10);
    expect(found?.plainPupil).toBeCloseTo(40, 10);
    expect(found?.awareTransfer).toBe(0);
    expect(found?.awarePupil).toBeCloseTo(10, 10);
  });

  it("are not judged before both pupils of every run have sat an exam", () => {
    const whole = outcome(attack(0.8, 0.3), attack(0, 0.1));
    expect(measuredFour([])).toBeUndefined();
    expect(measuredFour([whole, outcome(attack(0.8, 0.3), null)])).toBeUndefined();
    expect(measuredFour([outcome(attack(0.8, 0.3), attack(0))])).toBeUndefined();
  });

  it("are off by the mean of their distances, too high or too low", () => {
    expect(meanError({ ...measured, plainTransfer: 70, awarePupil: 30 }, measured)).toBe(10);
    expect(meanError(measured, measured)).toBe(0);
  });

  it("score a hundred less that, beside a shrug's score", () => {
    const bold = {
      ...params,
      plainTransfer: 90,
      plainPupil: 20,
      awareTransfer: 20,
      awarePupil: 10,
    };
    expect(calibration(bold, measured)).toBe(
      "Your predictions are off by 10 points on average, a score of 90 out of 100, better than the 65 of saying 50 % to everything.",
    );
    const wrong = { ...params, plainTransfer: 0, plainPupil: 0, awareTransfer: 90, awarePupil: 10 };
    expect(calibration(wrong, measured)).toContain("worse than the 65");
  });

  it("get no score where nobody has predicted anything", () => {
    expect(calibration(params, measured)).not.toContain("score");
  });
});
