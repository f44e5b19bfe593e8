/** The judge's error rates and the depths over which accuracy is mapped. */
export const mapErrors = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3] as const;
export const depths = [1, 2, 3, 4, 5, 6] as const;

/** How a debate is played out. */
export const rules = ["granted", "weakest", "everything", "majority"] as const;
export type Rule = (typeof rules)[number];

/** What each rule is called in figures. */
export const ruleNames: Readonly<Record<Rule, string>> = {
  granted: "one path, blindly chosen",
  weakest: "one path, the weakest",
  everything: "all played out, all must be right",
  majority: "all played out, the majority",
};

/** The error rate at a weak question, where the mean over all questions is `error`. */
export function weakError(error: number, weakShare: number): number {
  return Math.min(1, error / weakShare);
}

/** Questions in a whole tree. */
export function treeSize(depth: number, branching: number): number {
  let size = 0;
  for (let level = 0; level < depth; level += 1) size = size * branching + 1;
  return size;
}
