/** Made-up prose of a research newsletter: sentences of our own, from a seeded stream. */
import type { Random } from "#lab/runtime.ts";

const subjects = [
  "the learned reward",
  "a model trained on the wrong objective",
  "the second network",
  "an auditor who sees only outputs",
  "the smaller policy",
  "every agent of the group",
  "a classifier without its texture features",
  "the overseer",
  "the authors' baseline",
  "a planner with a short horizon",
  "the probe on the middle layers",
  "the human in the loop",
];
const verbs = [
  "keeps more of its accuracy than",
  "fails in the same places as",
  "costs twice as much to train as",
  "generalises further than",
  "hides what it knows from",
  "is easier to correct than",
  "agrees nine times in ten with",
  "cannot be told apart from",
  "learns faster from",
  "breaks before",
];
const places = [
  "on inputs that were never seen in training",
  "once the distribution shifts by a little",
  "where feedback is rare and late",
  "in the gridworld with moving walls",
  "when the dataset is cut to a tenth",
  "under an attack that knows the weights",
  "as soon as two of them may speak",
  "at every scale that was tried",
  "in the last third of an episode",
];
const turns = [
  "The surprise is that",
  "In the experiments,",
  "If the argument holds,",
  "What remains open is why",
  "Taken together, the ablations say that",
  "A reader may object that",
  "The appendix adds that",
  "By the paper's own measure,",
  "It helps to think of a case in which",
  "Over five seeds,",
];
const reasons = [
  "because the gradient carries no trace of the label",
  "which the theory of the third section predicts",
  "although the budget of queries was the same",
  "so the comparison of costs is less favourable than it looks",
  "and the effect is gone when noise is added to the targets",
  "as one would hope of a method that makes so few assumptions",
  "but only while the two objectives stay close to each other",
  "for reasons that nobody in the discussion could name",
];
const nouns =
  "Rewards Oversight Robustness Features Debate Corrigibility Forecasts Incentives Proxies Exploration Interpretability Memory Norms Coordination Uncertainty Demonstrations Benchmarks Amplification Attention Governance".split(
    " ",
  );
const doings =
  "Learning Bounding Measuring Auditing Unlearning Transferring Explaining Steering Comparing Inferring Detecting Scaling".split(
    " ",
  );
const means = [
  "from Sparse Labels",
  "without a Simulator",
  "by Recursive Questions",
  "in Multi-Agent Games",
  "under Distribution Shift",
  "with Small Models",
  "through Language",
  "at Test Time",
];

/** One of them, each as likely. */
export function pick<T>(random: Random, choices: readonly [T, ...T[]] | readonly T[]): T {
  const chosen = choices[random.integer(choices.length)];
  if (chosen === undefined) throw new RangeError("there is nothing to choose from");
  return chosen;
}

/** A sentence of some 20 to 35 words. */
export function sentence(random: Random): string {
  const said = `${pick(random, subjects)} ${pick(random, verbs)} ${pick(random, subjects)} ${pick(random, places)}`;
  const start = `${pick(random, turns)} ${said}`;
  const number =
    random.integer(4) === 0
      ? ` (${10 + random.integer(90)} % against ${10 + random.integer(90)} %)`
      : "";
  return random.integer(2) === 0
    ? `${start}${number}.`
    : `${start}${number}, ${pick(random, reasons)}.`;
}

/** Sentences of about that many words in all, at least one. */
export function sentences(random: Random, words: number): string[] {
  const said: string[] = [];
  for (let left = words; left > 0 || said.length === 0;) {
    const next = sentence(random);
    said.push(next);
    left -= next.split(" ").length;
  }
  return said;
}

/** Paragraphs of at most five sentences. */
export function paragraphs(said: readonly string[]): string {
  return Array.from({ length: Math.ceil(said.length / 5) }, (_, i) =>
    said.slice(i * 5, i * 5 + 5).join(" "),
  ).join("\n\n");
}

/** The title of a work. */
export function workTitle(random: Random): string {
  const core = `${pick(random, doings)} ${pick(random, nouns)} ${pick(random, means)}`;
  return random.integer(3) === 0 ? `${pick(random, nouns)} Revisited: ${core}` : core;
}

/** A count of words around that median, the longest some seven times as many. */
export function wordsAround(random: Random, median: number): number {
  return Math.round(median * Math.exp(0.8 * Math.max(-2.5, Math.min(2.5, random.normal()))));
}
