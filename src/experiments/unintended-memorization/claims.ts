import type { Claim } from "#lab/claim.ts";
import { meanInterval } from "#lab/intervals.ts";

import { combinedExams } from "./combined.ts";
import { chanceExposure, chanceLimit } from "./exposure.ts";
import type { Outcome } from "./outcome.ts";
import { bestPass, ending, exposureAt, exposureAtLoss, trainingOf } from "./readings.ts";
import {
  atChance,
  bits,
  each,
  endings,
  farAboveChance,
  mean,
  notYet,
  ofItsCompany,
  ofSeeds,
  timesLikeliest,
} from "./verdicts.ts";

const post = "https://bair.berkeley.edu/blog/2019/08/13/memorization/";
const source = "Carlini 2019, BAIR blog";
/** Loss on unseen text that a defence may add and still be called cheap. */
const cheap = 0.1;

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "exposed",
    sentence:
      "A number that stands a few times in the training text becomes far more likely to the model than numbers it has not seen.",
    published: {
      figure: "Penn Treebank: one insertion makes the number the likeliest of all 10⁹",
      source,
      url: post,
    },
    check: (outcomes) => {
      const found = endings(outcomes, "planted").map(({ exposure }) => exposure);
      if (found.length === 0) return notYet("no pass has finished");
      return {
        verdict: farAboveChance(found),
        evidence: `exposure ${bits(mean(found))}${ofSeeds(found.length)}; an unseen number has ${bits(chanceExposure)} on average, one in a hundred more than ${bits(chanceLimit)}${ofItsCompany(outcomes)}`,
      };
    },
  },
  {
    id: "extracted",
    sentence:
      "A thief who may only ask the model for next digits gets the number out, with far fewer questions than there are numbers.",
    published: {
      figure:
        "tens of thousands of queries for a 16-digit card number, three to five orders of magnitude below trying all",
      source,
      url: post,
    },
    check: (outcomes) => {
      const thefts = each(outcomes, (outcome) => {
        const training = trainingOf(outcome, "planted");
        const search = training?.search ?? undefined;
        if (training === undefined || search === undefined) return undefined;
        if (search.found === null && !search.hasGivenUp) return undefined;
        return {
          isRight: search.found?.digits === training.secret,
          queries: search.queries,
          all: 10 ** training.secret.length,
        };
      });
      const [first] = thefts;
      if (first === undefined) return notYet("the search has not ended");
      const right = thefts.filter(({ isRight }) => isRight);
      const few = right.filter(({ queries, all }) => queries <= all / 10);
      const share = few.length / thefts.length;
      const said =
        thefts.length === 1
          ? first.isRight
            ? "the secret came out"
            : "another number came out"
          : `${right.length} of ${thefts.length} secrets came out`;
      return {
        verdict: share >= 0.8 ? "holds" : share <= 0.2 ? "fails" : "unclear",
        evidence: `${said}, after ${Math.round(mean(thefts.map(({ queries }) => queries)))} questions${thefts.length > 1 ? " on average" : ""}; there are ${first.all.toLocaleString("en")} numbers`,
      };
    },
  },
  {
    id: "once-is-enough",
    sentence: "One insertion is enough to make the number the likeliest of all.",
    published: {
      figure: "Penn Treebank: one insertion makes the number the likeliest of all 10⁹",
      source,
      url: post,
    },
    check: (outcomes) => {
      const found = each(outcomes, (outcome) => {
        const planted = trainingOf(outcome, "planted");
        if (planted === undefined) return undefined;
        const once = { insertions: 1, units: planted.units, noise: null };
        return combinedExams(outcome, once).at(-1);
      });
      if (found.length === 0) return notYet("this run plants no secret a single time");
      const share = timesLikeliest(found) / found.length;
      const alone = endings(outcomes, "wordy");
      const without =
        alone.length === 0
          ? ""
          : `, in ${timesLikeliest(alone)} of ${alone.length} where the text has no other numbers`;
      return {
        verdict: share >= 0.8 ? "holds" : share <= 0.2 ? "fails" : "unclear",
        evidence: `it is in ${timesLikeliest(found)} of ${found.length} trainings${without}`,
      };
    },
  },
  {
    id: "never-inserted",
    sentence: "A number that stands nowhere in the text has no more exposure than chance gives.",
    published: {
      figure: "CIFAR-10 with text images: 0.9 to 1.9 bits for secrets that were not inserted",
      source: "TensorFlow Privacy, secret_sharer_image_example.ipynb",
      url: "https://github.com/tensorflow/privacy/tree/master/tensorflow_privacy/privacy/privacy_tests/secret_sharer",
    },
    check: (outcomes) => {
      const found = endings(outcomes, "never").map(({ exposure }) => exposure);
      if (found.length === 0) return notYet("no training without the secret has finished a pass");
      return {
        verdict: atChance(found),
        evidence: `exposure ${bits(mean(found))}${ofSeeds(found.length)}, chance is ${bits(chanceExposure)}`,
      };
    },
  },
  {
    id: "before-overfitting",
    sentence:
      "Stopping early does not help: at the pass where unseen text is predicted best, the number is already known.",
    published: {
      figure:
        "exposure rises while the test loss still falls, and is at its height when overfitting begins",
      source,
      url: post,
    },
    check: (outcomes) => {
      const found = each(outcomes, (outcome) => {
        const training = trainingOf(outcome, "planted");
        const best = training === undefined ? undefined : bestPass(training);
        if (training === undefined || best === undefined) return undefined;
        return { exposure: exposureAt(training, best), epoch: best.epoch };
      });
      if (found.length === 0) return notYet("no pass has finished");
      const exposures = found.map(({ exposure }) => exposure);
      return {
        verdict: farAboveChance(exposures),
        evidence: `exposure ${bits(mean(exposures))} at the best pass, which is pass ${mean(found.map(({ epoch }) => epoch)).toFixed(0)}${ofSeeds(found.length)}`,
      };
    },
  },
  {
    id: "dropout-does-not-help",
    sentence: "Dropout does not keep the model from learning the number by heart.",
    published: {
      figure: "no number; regularisation is reported not to stop it",
      source: "Carlini et al. 2019, The Secret Sharer",
      url: "https://arxiv.org/abs/1802.08232",
    },
    check: (outcomes) => {
      const found = endings(outcomes, "dropout").map(({ exposure }) => exposure);
      if (found.length === 0) return notYet("this run trains nothing with dropout");
      return {
        verdict: farAboveChance(found),
        evidence: `exposure ${bits(mean(found))} with dropout${ofSeeds(found.length)}`,
      };
    },
  },
  {
    id: "noise-stops-it",
    sentence:
      "Training with clipped and noisy gradients (DP-SGD) keeps the number from standing out, even with so little noise that it proves nothing.",
    published: {
      figure:
        "no exposure left, also at settings of DP-SGD that give no formal guarantee; no number in the post",
      source,
      url: post,
    },
    check: (outcomes) => {
      const found = endings(outcomes, "private").map(({ exposure }) => exposure);
      if (found.length === 0) return notYet("this run trains nothing with noise");
      const verdict = farAboveChance(found);
      return {
        verdict: verdict === "holds" ? "fails" : verdict === "fails" ? "holds" : "unclear",
        evidence: `exposure ${bits(mean(found))} with noise${ofSeeds(found.length)}; one unseen number in a hundred has more than ${bits(chanceLimit)}`,
      };
    },
  },
  {
    id: "noise-is-cheap",
    sentence:
      "That protection costs little: unseen text is predicted at most a tenth worse than without it.",
    published: {
      figure: "no number in the post; the model’s use is said to suffer little",
      source,
      url: post,
    },
    check: (outcomes) => {
      const costs = each(outcomes, (outcome) => {
        const open = ending(trainingOf(outcome, "planted"));
        const guarded = ending(trainingOf(outcome, "private"));
        if (open === undefined || guarded?.epoch !== open.epoch) return undefined;
        return {
          open: open.heldOutLoss,
          guarded: guarded.heldOutLoss,
          early: exposureAtLoss(trainingOf(outcome, "planted"), guarded.heldOutLoss),
        };
      });
      if (costs.length === 0) return notYet("this run has finished no training with noise");
      const { low, high } = meanInterval(costs.map(({ open, guarded }) => guarded / open - 1));
      const loss = (of: "open" | "guarded"): string =>
        mean(costs.map((cost) => cost[of])).toFixed(2);
      const early = mean(costs.map((cost) => cost.early));
      return {
        verdict: high <= cheap ? "holds" : low > cheap ? "fails" : "unclear",
        evidence: `${loss("guarded")} bits a character with noise, ${loss("open")} without${ofSeeds(costs.length)}; where training without noise comes to the former, its exposure is ${bits(early)}`,
      };
    },
  },
];
