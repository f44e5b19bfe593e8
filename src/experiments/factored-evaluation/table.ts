import type { Answer, Line, Meter, Question, Scene } from "#lab/game.ts";
import { isAnswer } from "#lab/game.ts";
import type { Random } from "#lab/runtime.ts";

import { budget, type Side, sides } from "./material.ts";

/** What has been said and spent in one game. */
export interface Table {
  readonly lines: Line[];
  read: number;
  asked: number;
  /** The deepest level of questions so far, the first being 1. */
  depth: number;
}

export function openTable(): Table {
  return { lines: [], read: 0, asked: 0, depth: 1 };
}

/** The judge's two limits. */
export function meters({ read, asked }: Table): readonly Meter[] {
  return [
    { label: "Read", unit: "characters", used: read, limit: budget.characters },
    { label: "Asked", unit: "questions", used: asked, limit: budget.questions },
  ];
}

/** Asks until the answer is one of those that were offered, or nobody is there. */
export function* reply(
  scene: Omit<Scene, "question">,
  question: Question,
): Generator<Scene, Answer | undefined, Answer | undefined> {
  for (;;) {
    const answer = yield { ...scene, lines: [...scene.lines], question };
    if (answer === undefined || isAnswer(question, answer)) return answer;
  }
}

/** Who speaks first, by a fair coin of the question's own: the same whichever way a player comes to it. */
export function inOrder(random: (name: string) => Random, question: string): readonly Side[] {
  return random(`order of ${question}`).integer(2) === 0 ? sides : sides.toReversed();
}

/** The items in an order of chance. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return [...random.permutation(items.length)].flatMap((i) => items.slice(i, i + 1));
}

/** Where a quotation stands in a text, for people: its first and last character, counted from 1. */
export function placeOf(text: string, quotation: string): string {
  const start = text.indexOf(quotation) + 1;
  return `characters ${start} to ${start + quotation.length - 1}`;
}
