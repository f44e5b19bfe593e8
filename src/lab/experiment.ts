import type { z } from "zod";

import type { Claim } from "./claim.ts";
import type { Figure } from "./figure.ts";
import type { Runtime } from "./runtime.ts";

/** `smoke`: tests, under 2 s. `quick`: live, 5 to 15 s. `standard`: live, 1 to 3 min. `full`: precomputed, several seeds. */
export const presetNames = ["smoke", "quick", "standard", "full"] as const;
export type PresetName = (typeof presetNames)[number];

/** Every experiment has a seed among its parameters; the rest is its own. */
export interface SeededParams {
  /** Root of every random stream of a run, 0 to 2³²−1. */
  readonly seed: number;
}

/** A named, complete set of parameters. */
interface Preset<Params extends SeededParams> {
  readonly params: Params;
  /** What precompute runs; each replaces `params.seed`. The live demo runs `params` as it stands. */
  readonly seeds: readonly number[];
}

/** What a run asks of the reader's machine, known before it starts. */
interface Cost {
  /** Multiply-adds of the whole run, forward and backward. */
  readonly macs: number;
  /** Bytes of data fetched before the first step; 0 when everything is generated. */
  readonly downloadBytes: number;
}

/** What an experiment asks, without a tensor: safe to import on a page. Default export of `spec.ts`. */
export interface Spec<Params extends SeededParams, Outcome> {
  /** Raised whenever the same parameters give another outcome. */
  readonly version: number;
  /** The question the experiment answers, as a reader would ask it. */
  readonly title: string;
  /** One or two sentences: what is done and what to watch. Plain text. */
  readonly summary: string;
  /** Drives controls, address bar, command line and validation; each field carries `ParameterMeta` through `.meta()`. */
  readonly params: z.ZodObject<z.ZodRawShape> & z.ZodType<Params>;
  /** Shape of an outcome; committed results are checked against it. */
  readonly outcome: z.ZodType<Outcome>;
  readonly presets: Readonly<Record<PresetName, Preset<Params>>>;
  readonly claims: readonly Claim<Outcome>[];
  readonly cost: (params: Params) => Cost;
  /** Names of the parameters in which a reader predicts what comes out: they are drawn and scored, and change no number of a run. */
  readonly predictions?: readonly string[];
  /** Sentences on what no run can use though every value is possible by itself, by the parameter's name: shown under its field, and no run begins. */
  readonly refusals?: (params: Params) => Readonly<Record<string, string>>;
  /** Names of the parameters that only choose what the figures show: they change no number of a run, and a change draws again without running. */
  readonly views?: readonly string[];
  /** A run takes well under 100 ms: once a reader has run it, it runs again at every change of a control or a handle. */
  readonly instant?: true;
  /** On an instant experiment: `none` where `run.ts` never asks for `runtime.tf`; a page then loads no engine. */
  readonly engine?: "none";
}

/** What `.meta()` of a parameter may say; the range, step and choices come from the schema itself. */
export interface ParameterMeta {
  /** Name of the control, sentence case, no colon. */
  readonly title: string;
  /** What it does, in a sentence. */
  readonly description: string;
  /** Printed after the value: `"images"`, `"L2"`. */
  readonly unit?: string;
  /** Shown at once; the others are folded away. */
  readonly primary?: boolean;
  /** Names for the values of an enumeration. */
  readonly choices?: Readonly<Record<string, string>>;
  /** On the choice of a data set: values that the site has only if `public/data/<value>` was built. */
  readonly needsData?: readonly string[];
  /** On a string made by `drawingSchema`: a pad of `width` by `height` pixels to draw on. On one with a `.regex()`: a line to type in. */
  readonly control?: "drawing" | "text";
  readonly width?: number;
  readonly height?: number;
  /** On a text: what stands there in grey while nothing is typed. */
  readonly placeholder?: string;
  /** On a text of digits: a phone shows the keys for them. */
  readonly isNumeric?: boolean;
  /** On a text: it never stands in an address, is sent with no form, and recorded results of other values are shown beside it. */
  readonly isPrivate?: boolean;
}

/** One drawable moment of a run. The last one of a run is its result. */
export interface Snapshot<Outcome> {
  /** What is happening, in words that fit "…": `"attacking images"`. */
  readonly phase: string;
  /** Units of work finished and planned, over the whole run; a unit costs about the same everywhere. */
  readonly done: number;
  readonly total: number;
  /** Plain JSON; everything known so far. The object is the run's own and changes with later steps. */
  readonly outcome: Outcome;
}

/** Yields at least once; the last snapshot is the result. A reader's input, where an experiment asks for it, comes back from `yield`. Default export of `run.ts`. */
export type Run<Params, Outcome, Input = never> = (
  params: Params,
  runtime: Runtime,
) => AsyncGenerator<Snapshot<Outcome>, void, Input | undefined>;

/** One or more outcomes (seeds of the same parameters) as figures, each made when it is asked for, so that a page can answer between two. Default export of `figure.ts`; pure. */
export type Draw<Params, Outcome> = (
  outcomes: readonly Outcome[],
  params: Params,
) => Iterable<Figure>;
