import type { Answer, Choice, Course, Ending, Scene } from "#lab/game.ts";
import type { Random } from "#lab/runtime.ts";

import { costOf } from "./judge-questions.ts";
import {
  budget,
  type Leaf,
  longest,
  type Material,
  type Middle,
  type Supported,
} from "./material.ts";
import { reply, meters, openTable, placeOf, shuffled, type Table } from "./table.ts";
import { comparedSupport, type Support, support } from "./words.ts";

interface Bout {
  readonly table: Table;
  readonly material: Material;
  readonly whole: string;
  readonly random: (name: string) => Random;
}

/** What became of a question that the judge asked: `granted` where only one side answered. */
type Result = "honest" | "malicious" | "granted";

/** The reader is the malicious expert, has the text, and wins where a judge that goes by words takes their answer. */
export function* challengerSeat(material: Material, random: (name: string) => Random): Course {
  const table = openTable();
  const bout: Bout = { table, material, whole: material.text.join("\n\n"), random };
  table.lines.push(
    { text: material.question, level: 0, isQuestion: true },
    { speaker: "Honest expert", text: material.honest, level: 0 },
  );
  const own = yield* challenge(bout, {
    level: 0,
    authored: material.malicious,
    mayDecline: false,
    most: longest.root,
  });
  table.lines.push({ speaker: "You", text: own ?? material.malicious, level: 0 });
  for (const middle of shuffled(material.asks, random(`judge at ${material.question}`))) {
    if (!hasRoom(table, middle)) break;
    const result = yield* middleBout(middle, bout);
    if (result !== "granted") return ended(bout, result);
  }
  return ended(bout, "granted");
}

function* middleBout(middle: Middle, bout: Bout): Generator<Scene, Result, Answer | undefined> {
  const { table, random } = bout;
  posed(table, middle, 1);
  table.lines.push({ speaker: "Honest expert", text: middle.honest, level: 1 });
  const own = yield* challenge(bout, {
    level: 1,
    authored: middle.malicious,
    mayDecline: true,
    most: longest.middle,
  });
  if (own === undefined) return "granted";
  table.lines.push({ speaker: "You", text: own, level: 1 });
  for (const leaf of shuffled(middle.asks, random(`judge at ${middle.question}`))) {
    if (!hasRoom(table, leaf)) break;
    const result = yield* leafBout(leaf, bout);
    if (result !== "granted") return result;
  }
  return "granted";
}

function* leafBout(leaf: Leaf, bout: Bout): Generator<Scene, Result, Answer | undefined> {
  const { table, whole, random } = bout;
  posed(table, leaf, 2);
  const authored = leaf.malicious === "declines" ? undefined : leaf.malicious;
  if (leaf.honest === "concedes") {
    if (authored !== undefined) laid(bout, "You", authored);
    table.lines.push({ speaker: "Honest expert", text: "I grant that.", level: 2 });
    return "granted";
  }
  laid(bout, "Honest expert", leaf.honest);
  const own = yield* quotedChallenge(bout, authored);
  if (own === undefined) return "granted";
  laid(bout, "You", own);
  const honest = support(leaf.honest.answer, leaf.honest.quote);
  const yours = support(own.answer, own.quote);
  const better = comparedSupport(honest, yours);
  const isHonest = better === 0 ? random(`coin at ${leaf.question}`).integer(2) === 0 : better > 0;
  table.lines.push({
    speaker: "Judge",
    text: `Of the telling words of the honest answer ${counted(honest)} stand in its quotation, of yours ${counted(yours)}${
      better === 0 ? "; a coin decides" : ""
    }. I take ${isHonest ? "the honest answer" : "yours"}, here and at every question above.`,
    level: 2,
  });
  if (whole.includes(own.quote)) table.depth = 3;
  return isHonest ? "honest" : "malicious";
}

/** An answer of the player's: the authored one, their own, or undefined where they decline. With nobody there the authored one. */
function* challenge(
  { table, material }: Bout,
  {
    level,
    authored,
    mayDecline,
    most,
  }: {
    readonly level: number;
    readonly authored: string;
    readonly mayDecline: boolean;
    readonly most: number;
  },
): Generator<Scene, string | undefined, Answer | undefined> {
  const answer = yield* reply(scene(table, material, level), {
    prompt: "How do you challenge the honest answer?",
    choices: [
      { title: "Challenge", choices: [{ id: "authored", label: authored }] },
      ...(mayDecline ? [declining] : []),
    ],
    fields: {
      title: "Or in your own words",
      fields: [{ name: "answer", label: "Your answer", maxLength: most }],
      send: "Challenge with this",
    },
  });
  if (answer?.kind === "texts") return answer.texts["answer"]?.trim();
  return answer?.id === "decline" ? undefined : authored;
}

/** The same at a leaf, where an answer needs a quotation. */
function* quotedChallenge(
  { table, material, whole }: Bout,
  authored: Supported | undefined,
): Generator<Scene, Supported | undefined, Answer | undefined> {
  const answer = yield* reply(scene(table, material, 2), {
    prompt: "How do you challenge it? The judge will hold both quotations against both answers.",
    choices: [
      ...(authored === undefined
        ? []
        : [
            {
              title: "Challenge",
              choices: [
                { id: "authored", label: `${authored.answer} Quoting: “${authored.quote}”` },
              ],
            },
          ]),
      declining,
    ],
    fields: {
      title: "Or in your own words",
      fields: [
        { name: "answer", label: "Your answer", maxLength: longest.leaf },
        {
          name: "quote",
          label: "Your quotation, letter by letter",
          maxLength: longest.quotation,
          occursIn: { text: whole, least: 12 },
        },
      ],
      send: "Challenge with this",
    },
  });
  if (answer?.kind === "texts") {
    return { answer: answer.texts["answer"]?.trim() ?? "", quote: answer.texts["quote"] ?? "" };
  }
  return answer?.id === "decline" ? undefined : authored;
}

const declining: { readonly title: string; readonly choices: readonly Choice[] } = {
  title: "Or let it stand",
  choices: [{ id: "decline", label: "Decline to challenge; the judge asks on" }],
};

function scene(table: Table, material: Material, level: number): Omit<Scene, "question"> {
  return {
    phase: level === 0 ? "You have the text" : `The judge asks on level ${level + 1}`,
    lines: table.lines,
    meters: meters(table),
    document: { title: material.title, paragraphs: material.text },
  };
}

function posed(table: Table, { question }: Middle | Leaf, level: number): void {
  table.asked += 1;
  table.depth = Math.max(table.depth, level + 1);
  table.lines.push({ speaker: "Judge", text: question, level, isQuestion: true });
}

/** Puts an answer and its quotation before the judge. */
function laid({ table, whole }: Bout, speaker: string, { answer, quote }: Supported): void {
  table.read += answer.length + quote.length;
  table.lines.push(
    { speaker, text: answer, level: 2 },
    {
      speaker: `Quoted, verified at ${placeOf(whole, quote)}`,
      text: quote,
      level: 2,
      isQuotation: true,
    },
  );
}

/** Whether the judge may ask this and hear both sides out, however long the player's own words. */
function hasRoom({ read, asked: count }: Table, ask: Middle | Leaf): boolean {
  const most = Math.max(
    costOf(ask),
    "asks" in ask ? 2 * longest.middle : 2 * (longest.leaf + longest.quotation),
  );
  return count < budget.questions && read + most <= budget.characters;
}

function counted({ found, of }: Support): string {
  return `${found} of ${of}`;
}

function ended({ table, material }: Bout, result: Result): Ending {
  const isWon = result === "malicious";
  const why = {
    granted: "nothing that settles the matter was challenged, and the honest answer stands",
    honest: "the judge took the honest answer",
    malicious: "the judge was taken in",
  }[result];
  table.lines.push({
    speaker: "Judge",
    text: `The better answer: ${isWon ? "the malicious expert’s" : material.honest}`,
    level: 0,
  });
  return {
    lines: table.lines,
    meters: meters(table),
    document: { title: material.title, paragraphs: material.text },
    isWon,
    summary: `${isWon ? "Won" : "Lost"}: ${why}, after ${table.asked} questions, to depth ${table.depth} of 3.`,
  };
}
