import type { Claim, Judgement, Verdict } from "#lab/claim.ts";

import type { Exam, Outcome } from "./outcome.ts";

const comment = "https://distill.pub/2019/advex-bugs-discussion/response-5/";
const source = "Nakkiran 2019, adversarial squares";

/** What is called nearly all, and hardly any. */
const [most, few] = [0.8, 0.1];
/** Share of its training labels from which a network counts as knowing them. */
const learned = 0.99;

/** Half of a 99 % interval of a share measured on `count` pictures, normal approximation, at its widest. */
const margin = (count: number): number => 2.58 * Math.sqrt(0.25 / Math.max(1, count));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

interface Ending {
  readonly early: Exam;
  readonly end: Exam;
  readonly control: Exam;
  readonly margin: number;
}

/** The finished networks of each outcome; none while a run is under way. */
function endings(outcomes: readonly Outcome[]): Ending[] {
  return outcomes.flatMap(({ network, control, earlyEpoch, flips, testCount }) => {
    const early = network.find(({ epoch }) => epoch === earlyEpoch);
    const [end, other] = [network.at(-1), control.at(-1)];
    if (early === undefined || end === undefined || other === undefined) return [];
    if (flips.control.length === 0) return [];
    return [{ early, end, control: other, margin: margin(testCount) }];
  });
}

/** Holds or fails only when every seed says so beyond its margin. */
function judge(
  outcomes: readonly Outcome[],
  distance: (ending: Ending) => number,
  evidence: (mean: (of: (ending: Ending) => number) => number) => string,
): Judgement {
  const all = endings(outcomes);
  if (all.length === 0) return { verdict: "unclear", evidence: "no network has finished" };
  const verdicts = all.map((ending): Verdict => {
    const by = distance(ending);
    return by > ending.margin ? "holds" : by < -ending.margin ? "fails" : "unclear";
  });
  const [first = "unclear"] = verdicts;
  const mean = (of: (ending: Ending) => number): number =>
    all.reduce((sum, ending) => sum + of(ending), 0) / all.length;
  return {
    verdict: verdicts.every((other) => other === first) ? first : "unclear",
    evidence: evidence(mean) + (all.length > 1 ? `, mean of ${all.length} seeds` : ""),
  };
}

function judgeRule(outcomes: readonly Outcome[]): Judgement {
  const found = outcomes.flatMap(({ colour }) => (colour === null ? [] : [colour]));
  if (found.length === 0) return { verdict: "unclear", evidence: "no square has been drawn" };
  const smallest = Math.min(...found.map((colour) => colour.smallest));
  const agreement = Math.min(...found.map((colour) => colour.agreement));
  return {
    verdict: agreement === 1 && smallest >= 0.9 ? "holds" : "fails",
    evidence: `going by the mean of all pixels names ${percent(agreement)} of squares, and no change below ${smallest.toFixed(2)} flips one${found.length > 1 ? `, the least of ${found.length} seeds` : ""}`,
  };
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "robust-rule-exists",
    sentence:
      "A linear rule names every square by its colour and cannot be fooled by any change of up to 0.9 a pixel.",
    published: {
      figure:
        "perfect up to L∞ 0.9, before label noise; with one label in ten wrong the best is 90 %",
      source,
      url: comment,
    },
    check: judgeRule,
  },
  {
    id: "fragile-though-right",
    sentence:
      "A network trained on the noisy labels until it knows them all goes by the colour on fresh squares, yet a tiny change flips nearly every one.",
    published: {
      figure: "a ResNet-18 at 99.9 % training accuracy: L∞ 0.01 flips almost every test image",
      source,
      url: comment,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        // The sentence is about a network that has learned the noisy labels; of another it says nothing.
        ({ end }) =>
          end.trained < learned ? 0 : Math.min(end.flipped - most, end.agreement - 0.9),
        (mean) =>
          `${percent(mean(({ end }) => end.trained))} of noisy labels learned, ${percent(mean(({ end }) => end.agreement))} of fresh squares named by colour, ${percent(mean(({ end }) => end.flipped))} flipped`,
      ),
  },
  {
    id: "early-stopping-is-robust",
    sentence: "Stopped as soon as it goes by the colour, the same network is hardly ever flipped.",
    published: { figure: "robust after one epoch, in words", source, url: comment },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ early, end }) => Math.min(few - early.flipped, end.flipped - early.flipped),
        (mean) =>
          `${percent(mean(({ early }) => early.flipped))} flipped after ${Math.round(mean(({ early }) => early.epoch))} epochs, ${percent(mean(({ end }) => end.flipped))} after ${Math.round(mean(({ end }) => end.epoch))}`,
      ),
  },
  {
    id: "needs-label-noise",
    sentence: "Without wrong labels, trained just as long, the network is hardly ever flipped.",
    published: { figure: "both noises are needed, in words", source, url: comment },
    check: (outcomes) =>
      judge(
        outcomes,
        ({ control, end }) => Math.min(few - control.flipped, end.flipped - control.flipped),
        (mean) =>
          `${percent(mean(({ control }) => control.flipped))} flipped without label noise, ${percent(mean(({ end }) => end.flipped))} with it`,
      ),
  },
];
