/** `unclear` when the evidence does not suffice either way: a run too small, or seeds that disagree. */
export type Verdict = "holds" | "fails" | "unclear";

/** What a reader is told of a verdict. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  holds: "holds",
  fails: "fails",
  unclear: "can’t tell",
};

export interface Judgement {
  readonly verdict: Verdict;
  /** The numbers the verdict rests on, in a clause: `"61 % on true labels, 9 % without perturbation"`. */
  readonly evidence: string;
}

/** One sentence of the newsletter plus a check on an outcome. Text, live run, recorded result and test all judge by the same check. */
export interface Claim<Outcome> {
  readonly id: string;
  readonly sentence: string;
  /** The published figure, in words with its numbers, and where it stands. */
  readonly published: { readonly figure: string; readonly source: string; readonly url: string };
  /** Whether a run at these outcomes bears the claim out; never throws. One outcome for a live run, one a seed for a recorded result. */
  readonly check: (outcomes: readonly Outcome[]) => Judgement;
}
