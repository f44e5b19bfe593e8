/** The programs of the tournament as their texts, in the order of its table; the reader's own comes last. */
export const botTexts = {
  CooperateBot: "true",
  DefectBot: "false",
  CliqueBot: "same",
  FairBot: "proves(they(me))",
  PrudentBot: "proves(they(me)) and proves(consistent implies not they(DefectBot))",
} as const;

const ownName = "Yours";

/** Names of all rows and columns. */
export const playerNames: readonly string[] = [...Object.keys(botTexts), ownName];

/** Their numbers in the table. */
export const [cooperateBot, fairBot, prudentBot] = [0, 3, 4] as const;

/** Most levels a search looks through, in the parameters and on the curve over depths. */
export const deepest = 8;

/** Points for both moves: the usual 5, 3, 1, 0 of the prisoner’s dilemma (Axelrod 1984). */
export function points(mine: boolean, theirs: boolean): number {
  if (mine) return theirs ? 3 : 0;
  return theirs ? 5 : 1;
}
