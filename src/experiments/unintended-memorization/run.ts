import type { Run, Snapshot } from "#lab/experiment.ts";
import { loadText } from "#ml/text-data.ts";
import type { Weights } from "#ml/weights.ts";

import { allBits, bitsOf, thiefOf } from "./candidates.ts";
import { countDigits, cut, drawSecret, plant } from "./corpus.ts";
import { momentsOf, rankOf } from "./exposure.ts";
import { lessons, lossInBits } from "./lessons.ts";
import { histogramOf, noPasses, type Outcome, type Training, withPass } from "./outcome.ts";
import {
  countUnits,
  examUnits,
  isRanked,
  isSearched,
  lotSize,
  sampleSize,
  searchUnits,
  type Setting,
  type SettingName,
  settings,
  stepsAnEpoch,
  stepUnits,
} from "./plan.ts";
import { search } from "./search.ts";
import type { Moments } from "./skew-normal.ts";
import type { Params } from "./spec.ts";

type Step = Snapshot<Outcome>;

/** After so many queries, each shown, the search is shown after every `seldom`. */
const oftenShown = 40;
const seldom = 25;

const doing: Readonly<Record<SettingName, string>> = {
  planted: "training with the secret in the text",
  never: "training without the secret",
  dropout: "training with dropout",
  private: "training with clipped and noisy gradients",
  once: "training with the secret in it once",
  halved: "training with the secret in it half as often",
  small: "training a smaller model",
  large: "training a larger model",
  noisier: "training with more noise",
  wordy: "training with the secret once, on text without other numbers",
  long: "training with a secret of nine digits",
};

/** Carlini et al. 2019: a secret planted in the training text, its exposure after every pass, and the theft of it. */
const run: Run<Params, Outcome> = async function* (params, runtime) {
  const { tf, random } = runtime;
  const trainings: Training[] = [];
  const progress = { done: 0, total: countUnits(params) };
  const snapshot = (phase: string): Step => ({
    phase,
    ...progress,
    outcome: { trainings: [...trainings] },
  });
  yield snapshot("fetching the text");
  const text = await loadText(runtime.load, params.text);

  for (const setting of settings(params)) {
    const { training, done } = yield* runtime.stage(setting.name, async function* stage() {
      const learnt = yield* one(setting);
      return { training: learnt, done: progress.done };
    });
    trainings[settings(params).findIndex(({ name }) => name === setting.name)] = training;
    progress.done = done;
  }
  yield snapshot("done");

  /** One training from fresh weights, examined after every pass and in the end robbed. */
  async function* one(setting: Setting): AsyncGenerator<Step, Training> {
    const { name, insertions, units, digits, hasNumbers, dropout, noise } = setting;
    const secret =
      params.secret.length === digits ? params.secret : drawSecret(digits, random("secret"));
    const corpus = cut(text, params.size, hasNumbers);
    const pieces = plant(corpus.training, secret, insertions, random("places of the secret"));
    const others = sample(secret);
    const record: Training = {
      name,
      insertions,
      units,
      ownDigits: countDigits(corpus.training),
      secret,
      privacy:
        noise === null
          ? null
          : {
              noise,
              clip: params.clip,
              steps: params.epochs * stepsAnEpoch(params.size, setting),
              rate: lotSize / pieces.length,
            },
      passes: noPasses,
      histogram: { first: 0, counts: [] },
      search: null,
    };
    const place = settings(params).findIndex((other) => other.name === name);
    const notes = { record };
    const note = (more: Partial<Training>): void => {
      notes.record = { ...notes.record, ...more };
      trainings[place] = notes.record;
    };
    note({});

    const { epochs, clip } = params;
    const learning = lessons(runtime, pieces, { units, dropout, noise, epochs, clip });
    for await (const { epoch, isPassEnd, weights } of learning) {
      progress.done += stepUnits(setting, params.units);
      yield snapshot(`${doing[name]}, pass ${epoch} of ${epochs}`);
      if (!isPassEnd) continue;
      const isLast = epoch === epochs;
      yield* examine(weights, epoch);
      progress.done += examUnits(setting, isLast);
      yield snapshot(`ranking the secret after pass ${epoch}`);
      if (isLast && isSearched(setting)) {
        yield* rob(weights);
        progress.done += searchUnits;
      }
    }
    return notes.record;

    async function* examine(weights: Weights, epoch: number): AsyncGenerator<Step> {
      const ranking = (): Step => snapshot(`ranking the secret after pass ${epoch}`);
      const all = isRanked(digits, epoch === epochs)
        ? yield* allBits(tf, weights, digits, ranking)
        : null;
      const sampled = await bitsOf(tf, weights, [secret, ...others]);
      const [secretBits = 0, ...rest] = sampled;
      const reference = Float64Array.from(rest);
      const exam = {
        trainingLoss: rounded(
          await lossInBits(tf, weights, corpus.training.slice(0, corpus.heldOut.length)),
        ),
        heldOutLoss: rounded(await lossInBits(tf, weights, corpus.heldOut)),
        secretBits: rounded(secretBits),
        rank: all === null ? null : rankOf(all, Number(secret)),
        ahead: reference.reduce((count, bits) => (bits <= secretBits ? count + 1 : count), 0),
        ...momentsInShort(reference),
      };
      note({
        passes: withPass(notes.record.passes, exam),
        ...(name === "planted" && { histogram: histogramOf(all ?? reference) }),
      });
    }

    async function* rob(weights: Weights): AsyncGenerator<Step> {
      const theft = search(digits, thiefOf(tf, weights), params.queries);
      let turn = await theft.next();
      for (let asked = 1; turn.done !== true; asked += 1) {
        if (asked <= oftenShown || asked % seldom === 0) {
          note({ search: turn.value() });
          yield snapshot(`searching for the likeliest number: ${asked} questions asked`);
        }
        turn = await theft.next();
      }
      note({ search: turn.value });
    }
  }

  /** Other numbers of as many digits, drawn with the run's seed. */
  function sample(secret: string): string[] {
    const draws = random(`sample of ${secret.length} digits`);
    const others: string[] = [];
    while (others.length < sampleSize) {
      const other = drawSecret(secret.length, draws);
      if (other !== secret) others.push(other);
    }
    return others;
  }
};
export default run;

/** Five decimals, which keep a result small. */
function rounded(value: number): number {
  return Math.round(1e5 * value) / 1e5;
}

function momentsInShort(values: Float64Array): Moments {
  const { mean, variance, third } = momentsOf(values);
  return { mean: rounded(mean), variance: rounded(variance), third: rounded(third) };
}
