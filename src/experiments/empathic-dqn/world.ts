/** A moment of either world. */
export interface State {
  /** Taken so far. */
  readonly steps: number;
  readonly learner: number;
  /** Null once it is dead. */
  readonly other: number | null;
  /** A bit for each coin that lies. */
  readonly coins: number;
  /** Coins that the learner has, and the other. */
  readonly own: number;
  readonly others: number;
  /** Who moves alone in the first step; of no account in coexistence. */
  readonly isLearnerFirst: boolean;
}

export interface Step {
  /** A learner that has died stays where it was. */
  readonly state: State;
  readonly reward: number;
  readonly otherReward: number;
  readonly hasDied: boolean;
  readonly hasKilled: boolean;
  /** By death, or as no coin is left; the limit of steps is the caller's. */
  readonly isOver: boolean;
}

/** The rules of a world with one learner and one other, who follows no interest. */
export interface World {
  /** Equally likely. */
  readonly starts: readonly State[];
  /** What the other may do now, equally likely. */
  readonly otherActions: (state: State) => readonly number[];
  readonly step: (state: State, action: number, otherAction: number) => Step;
  /** Cells of the coins, in the order of their bits. */
  readonly coinCells: readonly number[];
}

/** Longest episode of both worlds. */
export const stepLimit = 500;
