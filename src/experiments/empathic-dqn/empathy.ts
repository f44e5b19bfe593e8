import { bestAction } from "#ml/deep-q.ts";

/** What of the original's programme is followed to the letter; all false is what its text says. */
export interface Quirks {
  /** Coins are fed as bytes, so that −1 becomes 255. */
  readonly byteCoins: boolean;
  /** The other's value counts at an episode's end too. */
  readonly unmaskedEnd: boolean;
  /** A dead other is worth what the network makes of a window of zeros, which it never learns. */
  readonly unlearntDeath: boolean;
  /** The last observation of an episode is the first of the next. */
  readonly resetView: boolean;
}

interface Sequel {
  /** Target of the selfish network. */
  readonly selfish: number;
  /** Values of the window around the other, by the selfish network's older copy. */
  readonly other: ArrayLike<number>;
  readonly isEnded: boolean;
  readonly isOtherAlive: boolean;
}

/** Target of the acting network: β of its own, 1 − β of what the other's place would be worth to it (Bussmann et al. 2019). */
export function empathicTarget(
  { selfish, other, isEnded, isOtherAlive }: Sequel,
  beta: number,
  discount: number,
  { unmaskedEnd, unlearntDeath }: Pick<Quirks, "unmaskedEnd" | "unlearntDeath">,
): number {
  const isCounted = (unmaskedEnd || !isEnded) && (unlearntDeath || isOtherAlive);
  const value = isCounted ? discount * (other[bestAction(other)] ?? 0) : 0;
  return beta * selfish + (1 - beta) * value;
}
