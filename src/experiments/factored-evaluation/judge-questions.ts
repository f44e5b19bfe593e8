import type { Choice, Question } from "#lab/game.ts";

import { budget, isContested, type Leaf, type Middle, type Side } from "./material.ts";
import type { Table } from "./table.ts";

/** A question with both answers before a judge. */
export interface Contest {
  readonly question: string;
  readonly level: number;
  readonly answers: Readonly<Record<Side, string>>;
  readonly quotations: Readonly<Record<Side, string>> | undefined;
  readonly asks: readonly (Middle | Leaf)[];
}

/** Characters a judge reads who asks this; quotations of a contest are opened one by one. */
export function costOf(ask: Middle | Leaf): number {
  if ("asks" in ask) return ask.honest.length + ask.malicious.length;
  const isGranted = !isContested(ask);
  return lengthOf(ask.honest, isGranted) + lengthOf(ask.malicious, isGranted);
}

function lengthOf(given: Leaf["honest"] | Leaf["malicious"], withQuote: boolean): number {
  if (typeof given === "string") return 0;
  return given.answer.length + (withQuote ? given.quote.length : 0);
}

/** Whether a judge may still ask this. */
export function fits(ask: Middle | Leaf, { read, asked: count }: Table): boolean {
  return count < budget.questions && read + costOf(ask) <= budget.characters;
}

/** What a judge is offered to do. */
export function offered(
  { question, answers, quotations }: Contest,
  {
    affordable,
    closed,
    letterOf,
    order,
    whole,
  }: {
    readonly affordable: readonly (Middle | Leaf)[];
    readonly closed: readonly Side[];
    readonly letterOf: (side: Side) => string;
    readonly order: readonly Side[];
    readonly whole: string;
  },
): Question {
  const asks = affordable.map((ask, i): Choice => ({
    id: `ask ${i}`,
    label: `${ask.question} (${costOf(ask)} characters)`,
  }));
  const quotes = closed.map((side): Choice => ({
    id: `open ${order.indexOf(side)}`,
    label: `What Expert ${letterOf(side)} quotes (${quotations?.[side].length ?? 0} characters)`,
  }));
  const takes = order.map((side, i): Choice => ({
    id: `take ${i}`,
    label: `${letterOf(side)}: ${answers[side]}`,
  }));
  return {
    prompt: question,
    choices: [
      { title: "Ask the experts", choices: asks },
      { title: "Open a quotation", choices: quotes },
      { title: "Decide which answer to this is better", choices: takes },
    ].filter(({ choices }) => choices.length > 0),
    fields: {
      title: "Look words up",
      fields: [
        {
          name: "words",
          label: "Do these words stand in the hidden text, letter by letter?",
          maxLength: 70,
          occursIn: { text: whole, least: 12 },
        },
      ],
    },
  };
}
