import type { Claim } from "#lab/claim.ts";
import { judgeSeeds, percent, shareMargin } from "#lab/judging.ts";

import { medianEpsilon } from "./medians.ts";
import type { NetworkName, Outcome } from "./outcome.ts";
import { type Row, studiedRows } from "./rows.ts";

const paper = "https://arxiv.org/abs/1905.02175";
const nothing = "no set of test images was attacked in this run";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Of the images that some perturbation fools the standard network on: the share on which the robust one stands one of that size. */
function shareHeld(rows: readonly Row[]): number {
  const judged = rows.flatMap(({ holds }) => (holds === null ? [] : [holds]));
  return judged.filter(Boolean).length / Math.max(1, judged.length);
}

const surplus = ({ slopesRobust, slopesStandard }: Row): number => slopesRobust - slopesStandard;

/** Half of a 99 % interval of a mean over images. */
function meanMargin(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return 2.58 * Math.sqrt(squares / Math.max(1, values.length - 1) / Math.max(1, values.length));
}

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "larger-epsilon",
    sentence:
      "A network trained under attack takes a larger perturbation to fool than one trained as usual.",
    published: {
      figure:
        "CIFAR-10, L2 0.25: 82.5 % of images still right after adversarial training, 4.5 % after standard training",
      source: "Ilyas et al. 2019, table 7",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(studiedRows(outcomes), {
        read: (rows) => {
          const [usual, robust] = [medianEpsilon(rows, "standard"), medianEpsilon(rows, "robust")];
          return {
            distance: robust.median - usual.median,
            margin: usual.high - usual.median + robust.median - robust.low,
          };
        },
        evidence: (average) => {
          const median = (name: NetworkName): string => {
            const at = (end: "median" | "low" | "high"): string =>
              average((rows) => medianEpsilon(rows, name)[end]).toFixed(2);
            return `${at("median")} (99 % interval ${at("low")} to ${at("high")})`;
          };
          return `median smallest epsilon ${median("standard")} for the standard network, ${median("robust")} for the robust one`;
        },
        nothing,
      }),
  },
  {
    id: "holds-at-that-size",
    sentence:
      "A perturbation as large as the one that fools the standard network leaves the robust network’s answer as it was.",
    published: {
      figure:
        "CIFAR-10, L2 0.5: enough to fool the standard network on every image; the robust one gets 70.9 % right",
      source: "Ilyas et al. 2019, table 7",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(studiedRows(outcomes), {
        read: (rows) => ({ distance: shareHeld(rows) - 0.5, margin: shareMargin(rows.length) }),
        evidence: (average) =>
          `${percent(average(shareHeld))} of the images keep their answer when the robust network is attacked with just the size that fools the standard one`,
        nothing,
      }),
  },
  {
    id: "slopes-on-strokes",
    sentence: "The slopes of the robust network lie more on the strokes of the digit.",
    published: {
      figure:
        "shown in pictures, without a figure: gradients of robust networks follow what a person sees in the image",
      source: "Tsipras et al. 2019, figure 2",
      url: "https://arxiv.org/abs/1805.12152",
    },
    check: (outcomes) =>
      judgeSeeds(studiedRows(outcomes), {
        read: (rows) => ({
          distance: mean(rows.map(surplus)),
          margin: meanMargin(rows.map(surplus)),
        }),
        evidence: (average) =>
          `${percent(average((rows) => mean(rows.map(({ slopesRobust }) => slopesRobust))))} of the slopes’ energy on or beside the strokes for the robust network, ${percent(average((rows) => mean(rows.map(({ slopesStandard }) => slopesStandard))))} for the standard one; that is ${percent(average((rows) => mean(rows.map(({ area }) => area))))} of the picture`,
        nothing,
      }),
  },
];
