import type { Claim, Judgement } from "#lab/claim.ts";
import { judgeSeeds } from "#lab/judging.ts";

import {
  cooperateBot as cooperate,
  deepest,
  fairBot as fair,
  prudentBot as prudent,
} from "./bots.ts";
import type { Game, Outcome } from "./outcome.ts";

const paper = "https://arxiv.org/abs/1401.5577";
const unknown = (evidence: string): Judgement => ({ verdict: "unclear", evidence });

function gameOf({ games }: Outcome, row: number, column: number): Game | undefined {
  return games.find((game) => game.row === row && game.column === column);
}

/** Outcomes whose search was deep enough for the bots to have found whatever proofs there are among themselves. */
function deepEnough(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(
    (outcome) =>
      outcome.standings.length > 0 &&
      [fair, prudent, cooperate].every((row) =>
        [fair, prudent].every(
          (column) => (gameOf(outcome, row, column)?.settledAfter ?? Infinity) <= outcome.depth,
        ),
      ),
  );
}

const moves = ({ rowMove, columnMove }: Game): string =>
  `${rowMove ? "cooperates" : "defects"} and ${columnMove ? "cooperates" : "defects"}`;

/** All seeds play the same named programs; only the strangers differ. */
function judge(
  outcomes: readonly Outcome[],
  holds: (outcome: Outcome) => boolean,
  evidence: (outcomes: readonly Outcome[]) => string,
): Judgement {
  const deep = deepEnough(outcomes);
  if (deep.length === 0) return unknown("the search is too shallow for their proofs");
  return { verdict: deep.every(holds) ? "holds" : "fails", evidence: evidence(deep) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export const claims: readonly Claim<Outcome>[] = [
  {
    id: "fair-and-safe",
    sentence:
      "FairBot, which cooperates if it finds a proof that the other will, cooperates with itself and is never cheated.",
    published: {
      figure: "a theorem: FairBot cooperates with itself by Löb’s theorem, and nobody exploits it",
      source: "Barasz et al. 2014, on FairBot",
      url: paper,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        (outcome) => {
          const self = gameOf(outcome, fair, fair);
          const isCheated = outcome.games.some(
            ({ row, rowMove, columnMove }) => row === fair && rowMove && !columnMove,
          );
          return self?.rowMove === true && !isCheated && outcome.standings[fair]?.exploitedBy === 0;
        },
        (deep) =>
          `with itself it ${deep[0]?.games.find(({ row, column }) => row === fair && column === fair)?.rowMove === true ? "cooperates" : "defects"}; cheated by ${total(deep.map(({ standings }) => standings[fair]?.exploitedBy ?? 0))} of ${total(deep.map(({ strangers }) => strangers))} random programs`,
      ),
  },
  {
    id: "prudent-not-naive",
    sentence:
      "PrudentBot cooperates with itself and with FairBot, is never cheated, and defects against CooperateBot.",
    published: {
      figure:
        "a theorem: PrudentBot cooperates with itself and with FairBot, is unexploitable, and exploits CooperateBot",
      source: "Barasz et al. 2014, on PrudentBot",
      url: paper,
    },
    check: (outcomes) =>
      judge(
        outcomes,
        (outcome) => {
          const [self, other, naive] = [prudent, fair, cooperate].map((column) =>
            gameOf(outcome, prudent, column),
          );
          const isCheated = outcome.games.some(
            ({ row, rowMove, columnMove }) => row === prudent && rowMove && !columnMove,
          );
          return (
            self?.rowMove === true &&
            other?.rowMove === true &&
            other.columnMove &&
            naive?.rowMove === false &&
            !isCheated &&
            outcome.standings[prudent]?.exploitedBy === 0
          );
        },
        (deep) => {
          const said = [prudent, fair, cooperate].flatMap((column) =>
            deep.slice(0, 1).flatMap((outcome) => gameOf(outcome, prudent, column) ?? []),
          );
          const [self, other, naive] = said.map(moves);
          return `with itself it ${self}, with FairBot ${other}, with CooperateBot ${naive}; cheated by ${total(deep.map(({ standings }) => standings[prudent]?.exploitedBy ?? 0))} of ${total(deep.map(({ strangers }) => strangers))} random programs`;
        },
      ),
  },
  {
    id: "needs-depth",
    sentence:
      "Cooperation by proof is not there at once: it appears from some depth of the search on, and then stays.",
    published: {
      figure:
        "a theorem on proofs of bounded length: two FairBots cooperate for every bound above some number, which is not given",
      source: "Critch 2019, on bounded FairBots",
      url: "https://arxiv.org/abs/1602.04184",
    },
    check: (outcomes) => {
      const whole = outcomes.filter(({ depths }) => depths.at(-1)?.depth === deepest);
      const [first] = whole;
      if (first === undefined) return unknown("not every depth has been tried yet");
      const pairs = [
        [fair, fair],
        [fair, prudent],
        [prudent, prudent],
      ] as const;
      const after = pairs.map(([row, column]) => gameOf(first, row, column)?.settledAfter ?? 0);
      const counts = first.depths.map(({ byProof }) => byProof);
      const rises = counts.every((count, i) => count >= (counts[i - 1] ?? 0));
      const holds = counts[0] === 0 && (counts.at(-1) ?? 0) >= pairs.length && rises;
      return {
        verdict: holds ? "holds" : "fails",
        evidence: `none at depth 0; two FairBots from depth ${after[0]}, FairBot and PrudentBot from ${after[1]}, two PrudentBots from ${after[2]}`,
      };
    },
  },
  {
    id: "prudence-pays",
    sentence: "Against a crowd of random programs prudence earns more than fairness.",
    published: {
      figure:
        "not measured; PrudentBot was made to gain what FairBot gives away to those who cooperate with anybody",
      source: "Barasz et al. 2014, on PrudentBot",
      url: paper,
    },
    check: (outcomes) =>
      judgeSeeds(
        outcomes.flatMap(({ prudence, standings }) =>
          prudence === null ? [] : [{ prudence, standings }],
        ),
        {
          // Half of a 99 % interval.
          read: ({ prudence: { gain, error } }) => ({ distance: gain, margin: 2.58 * error }),
          evidence: (mean) =>
            `PrudentBot earns ${mean(({ standings }) => standings[prudent]?.strangerPoints ?? 0).toFixed(2)} points a game, FairBot ${mean(({ standings }) => standings[fair]?.strangerPoints ?? 0).toFixed(2)}`,
          nothing: "no stranger has been met yet",
        },
      ),
  },
];
