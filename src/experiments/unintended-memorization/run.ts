import type { Run, Snapshot } from "#lab/experiment.ts";
import { loadText } from "#ml/text-data.ts";
import type { Weights } from "#ml/weights.ts";

import { allBits, thiefOf } from "./candidates.ts";
import { type Corpus, countDigits, cut, drawSecret, plant } from "./corpus.ts";
import { examined, examinedInShort, sampleBeside } from "./examination.ts";
import { lessons } from "./lessons.ts";
import {
  histogramOf,
  noPasses,
  type Other,
  type Outcome,
  type Training,
  withPass,
} from "./outcome.ts";
import {
  countUnits,
  examUnits,
  furtherTeachings,
  isRanked,
  isSearched,
  privacyOf,
  searchUnits,
  type Setting,
  settings,
  stepUnits,
  type Teaching,
} from "./plan.ts";
import { search } from "./search.ts";
import type { Params } from "./spec.ts";
import { combinationName, doing } from "./words.ts";

type Step = Snapshot<Outcome>;

/** After so many queries, each shown, the search is shown after every `seldom`. */
const oftenShown = 40;
const seldom = 25;

/** What a training begins with. */
interface Lesson {
  readonly teaching: Teaching;
  /** What the progress line says of it. */
  readonly words: string;
  readonly secret: string;
  readonly corpus: Corpus;
}

/** Looks at the weights after a pass, which are lent. */
type Examine = (weights: Weights, epoch: number) => AsyncGenerator<Step>;

/** Carlini et al. 2019: a secret planted in the training text, its exposure after every pass, and the theft of it. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const { epochs, clip } = params;
  const trainings: Training[] = [];
  const others: Other[] = [];
  const progress = { done: 0, total: countUnits(params) };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { trainings: [...trainings], others: [...others] },
  });
  yield snapshot("fetching the text");
  const text = await loadText(runtime.load, params.text);

  for (const [place, setting] of settings(params).entries()) {
    const { training, done } = yield* runtime.stage(setting.name, async function* stage() {
      const told = yield* one(setting, place);
      return { training: told, done: progress.done };
    });
    trainings[place] = training;
    progress.done = done;
  }
  for (const [place, teaching] of furtherTeachings(params).entries()) {
    const { other, done } = yield* runtime.stage(
      combinationName(teaching),
      async function* stage() {
        const told = yield* short(teaching, place);
        return { other: told, done: progress.done };
      },
    );
    others[place] = other;
    progress.done = done;
  }
  yield snapshot("done");

  function lesson(teaching: Teaching, words: string): Lesson {
    const { digits, hasNumbers } = teaching;
    const secret =
      params.secret.length === digits ? params.secret : drawSecret(digits, random("secret"));
    return { teaching, words, secret, corpus: cut(text, params.size, hasNumbers) };
  }

  /** Trains fresh weights, each pass ending with `examine`. */
  async function* taught(
    { teaching, words, secret, corpus }: Lesson,
    examine: Examine,
  ): AsyncGenerator<Step> {
    const { insertions, units, dropout, noise } = teaching;
    const pieces = plant(corpus.training, secret, insertions, random("places of the secret"));
    const learning = lessons(runtime, pieces, { units, dropout, noise, epochs, clip });
    for await (const { epoch, isPassEnd, weights } of learning) {
      progress.done += stepUnits(teaching, params.units);
      yield snapshot(`${words}, pass ${epoch} of ${epochs}`);
      if (isPassEnd) yield* examine(weights, epoch);
    }
  }

  /** Bits of all numbers of as many digits as the secret, where so many are asked after this pass. */
  async function* ranked(
    weights: Weights,
    { digits }: Teaching,
    epoch: number,
  ): AsyncGenerator<Step, Float64Array | null> {
    if (!isRanked(digits, epoch === epochs)) return null;
    return yield* allBits(tf, weights, digits, () => snapshot(ranking(epoch)));
  }

  /** A training of which no more is kept than the grid needs. */
  async function* short(teaching: Teaching, place: number): AsyncGenerator<Step, Other> {
    const { insertions, units, noise } = teaching;
    const begun = lesson(teaching, `training with ${combinationName(teaching)}`);
    let told: Other = { insertions, units, noise, rank: [], heldOutLoss: [] };
    others[place] = told;
    yield* taught(begun, async function* examine(weights, epoch) {
      const all = yield* ranked(weights, teaching, epoch);
      const exam = await examinedInShort(tf, weights, { ...begun, all });
      told = {
        ...told,
        rank: [...told.rank, exam.rank],
        heldOutLoss: [...told.heldOutLoss, exam.heldOutLoss],
      };
      others[place] = told;
      progress.done += examUnits(teaching, epoch === epochs);
      yield snapshot(ranking(epoch));
    });
    return told;
  }

  /** A training told in full, and in the end robbed. */
  async function* one(setting: Setting, place: number): AsyncGenerator<Step, Training> {
    const { name, insertions, units, digits, noise } = setting;
    const begun = lesson(setting, doing[name]);
    const { secret, corpus } = begun;
    const sample = sampleBeside(secret, random(`sample of ${digits} digits`));
    let told: Training = {
      name,
      insertions,
      units,
      ownDigits: countDigits(corpus.training),
      secret,
      privacy: privacyOf(noise, params),
      passes: noPasses,
      histogram: { first: 0, counts: [] },
      search: null,
    };
    const note = (more: Partial<Training>): void => {
      told = { ...told, ...more };
      trainings[place] = told;
    };
    note({});
    yield* taught(begun, async function* examine(weights, epoch) {
      const all = yield* ranked(weights, setting, epoch);
      const { exam, asked } = await examined(tf, weights, { corpus, secret, sample, all });
      note({
        passes: withPass(told.passes, exam),
        ...(name === "planted" && { histogram: histogramOf(asked) }),
      });
      const isLast = epoch === epochs;
      progress.done += examUnits(setting, isLast);
      yield snapshot(ranking(epoch));
      if (!isLast || !isSearched(setting)) return;
      yield* robbed(weights, digits, (found) => note({ search: found }));
      progress.done += searchUnits;
    });
    return told;
  }

  async function* robbed(
    weights: Weights,
    digits: number,
    note: (search: Training["search"]) => void,
  ): AsyncGenerator<Step> {
    const theft = search(digits, thiefOf(tf, weights), params.queries);
    let turn = await theft.next();
    for (let asked = 1; turn.done !== true; asked += 1) {
      if (asked <= oftenShown || asked % seldom === 0) {
        note(turn.value());
        yield snapshot(`searching for the likeliest number: ${asked} questions asked`);
      }
      turn = await theft.next();
    }
    note(turn.value);
  }
};
export default run;

const ranking = (epoch: number): string => `ranking the secret after pass ${epoch}`;
