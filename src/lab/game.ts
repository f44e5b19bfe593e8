import type { z } from "zod";

import type { Random } from "./runtime.ts";

/** Words of a game's course. */
export interface Line {
  /** Who speaks; the game's own voice is nobody's. */
  readonly speaker?: string;
  readonly text: string;
  /** How far it stands in from the left, for games within games; from 0. */
  readonly level: number;
  /** What the following lines are about. */
  readonly isQuestion?: true;
  /** Words taken from a text that the game vouches for. */
  readonly isQuotation?: true;
}

/** Something a player may press. */
export interface Choice {
  /** Unique within its question. */
  readonly id: string;
  readonly label: string;
}

/** Words a player may write. */
export interface TextField {
  readonly name: string;
  readonly label: string;
  /** Characters. */
  readonly maxLength: number;
  /** The words must occur in this text, letter by letter, and be at least so long; the player sees as they write whether they do. */
  readonly occursIn?: { readonly text: string; readonly least: number };
}

/** What a game asks its player before it goes on. */
export interface Question {
  readonly prompt: string;
  readonly choices: readonly { readonly title: string; readonly choices: readonly Choice[] }[];
  /** Fields with the words on their button; without it they are only looked up, and not sent. */
  readonly fields?: {
    readonly title: string;
    readonly fields: readonly TextField[];
    readonly send?: string;
  };
}

/** What a player answered: a choice by its id, or the texts of the fields by name. */
export type Answer =
  | { readonly kind: "choice"; readonly id: string }
  | { readonly kind: "texts"; readonly texts: Readonly<Record<string, string>> };

/** How much of something limited is used up. */
export interface Meter {
  readonly label: string;
  readonly unit: string;
  readonly used: number;
  readonly limit: number;
}

/** A text to read beside the game. */
export interface Document {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** A moment at which the game waits for its player. */
export interface Scene {
  /** Said aloud when it changes; a sentence or a heading, without its full stop. */
  readonly phase: string;
  /** Everything said so far; it only grows. */
  readonly lines: readonly Line[];
  readonly meters: readonly Meter[];
  readonly document?: Document;
  readonly question: Question;
}

/** How a game ended. */
export interface Ending {
  readonly lines: readonly Line[];
  readonly meters: readonly Meter[];
  readonly document?: Document;
  /** Whether the player reached what their seat is for. */
  readonly isWon: boolean;
  /** One sentence. */
  readonly summary: string;
  /** How sure the player was of being right, 0 to 1, where they were asked. */
  readonly confidence?: number;
}

/** A course of a game: stops at each question, and the answer comes back from `yield`. `undefined` stands for nobody at the table (a still page, a test): the game then answers itself. */
export type Course = Generator<Scene, Ending, Answer | undefined>;

/** A game in text, played in the page without a worker. Default export of an experiment's `game.ts`. */
export interface Game<Material> {
  /** The question the game puts, as a reader would ask it. */
  readonly title: string;
  /** Plain text. */
  readonly summary: string;
  /** How it goes, in a few sentences; shown until the reader plays. */
  readonly rules: readonly string[];
  /** What a game is played with: the shape of each file of `content/games/<experiment>/`. */
  readonly material: z.ZodType<Material>;
  readonly titleOf: (material: Material) => string;
  /** Whom a player may be; the still page shows the first. */
  readonly seats: readonly { readonly id: string; readonly title: string }[];
  readonly play: (
    material: Material,
    seat: string,
    /** The stream of that name, fixed by the game's seed. */
    random: (name: string) => Random,
  ) => Course;
}

/** Plays a course to its end with nobody at the table. */
export function playAlone(course: Course): Ending {
  for (;;) {
    const next = course.next();
    if (next.done === true) return next.value;
  }
}

/** Whether an answer is one that the question offers. */
export function isAnswer({ choices, fields }: Question, answer: Answer): boolean {
  if (answer.kind === "choice") {
    return choices.some((group) => group.choices.some(({ id }) => id === answer.id));
  }
  if (fields?.send === undefined) return false;
  return fields.fields.every((field) => isFilled(field, answer.texts[field.name] ?? ""));
}

/** Whether a field would be accepted with these words. */
export function isFilled({ maxLength, occursIn }: TextField, words: string): boolean {
  if (words.trim() === "" || words.length > maxLength) return false;
  return (
    occursIn === undefined || (words.length >= occursIn.least && occursIn.text.includes(words))
  );
}
