import type { Answer, Course, Scene } from "#lab/game.ts";
import type { Random } from "#lab/runtime.ts";

import { type Contest, isContested, type Leaf, type Material, type Side } from "./material.ts";
import { reply, inOrder, openTable, type Table } from "./table.ts";
import { comparedSupport, support } from "./words.ts";

interface Work {
  readonly table: Table;
  readonly material: Material;
  readonly random: (name: string) => Random;
}

/** One answer on the way up. */
interface Found {
  readonly text: string;
  readonly side: Side;
  /** There was only one to give. */
  readonly isGiven: boolean;
}

/** Factored cognition: the reader answers the smallest questions from a paragraph each, and composes the answers upward; nobody argues. */
export function* splittingSeat(material: Material, random: (name: string) => Random): Course {
  const table = openTable();
  const work: Work = { table, material, random };
  table.lines.push({ text: material.question, level: 0, isQuestion: true });
  const found: Found[] = [];
  const leaves: Found[] = [];
  for (const middle of material.asks) {
    table.lines.push({ text: middle.question, level: 1, isQuestion: true });
    const below: Found[] = [];
    for (const leaf of middle.asks) below.push(yield* answeredLeaf(leaf, work));
    leaves.push(...below);
    found.push(yield* composed(middle, below, 1, work));
  }
  const top = yield* composed(material, found, 0, work);
  const isWon = top.side === "honest";
  const chosen = leaves.filter(({ isGiven }) => !isGiven);
  const right = chosen.filter(({ side }) => side === "honest").length;
  return {
    lines: table.lines,
    meters: [],
    document: { title: material.title, paragraphs: material.text },
    isWon,
    summary: `${isWon ? "Right" : "Wrong"} at the top, and in ${right} of ${chosen.length} smallest questions; all in all ${table.read} characters of the text were read.`,
  };
}

/** A smallest question, answered from the paragraph that speaks of it; one that nobody disputes is given. */
function* answeredLeaf(leaf: Leaf, work: Work): Generator<Scene, Found, Answer | undefined> {
  const { table, material } = work;
  table.asked += 1;
  table.lines.push({ text: leaf.question, level: 2, isQuestion: true });
  if (!isContested(leaf)) {
    const side = leaf.honest === "concedes" ? "malicious" : "honest";
    const given = leaf[side];
    const text = typeof given === "string" ? given : given.answer;
    table.lines.push({ speaker: "Given", text, level: 2 });
    return { text, side, isGiven: true };
  }
  const paragraph = material.text.find((part) => part.includes(leaf.honest.quote)) ?? "";
  table.read += paragraph.length;
  table.lines.push({ speaker: "From the text", text: paragraph, level: 2, isQuotation: true });
  const drafts = { honest: leaf.honest.answer, malicious: leaf.malicious.answer };
  const { question } = leaf;
  const prompt = "Which draft does this paragraph bear out?";
  const side = yield* picked({ prompt, question, level: 2, drafts, alone: bySupport(leaf) }, work);
  return { text: drafts[side], side, isGiven: false };
}

/** A question answered from the answers below it alone. */
function* composed(
  { question, honest, malicious }: { readonly question: string } & Readonly<Record<Side, string>>,
  below: readonly Found[],
  level: number,
  work: Work,
): Generator<Scene, Found, Answer | undefined> {
  const { table } = work;
  const drafts = { honest, malicious };
  table.lines.push({ text: `Put together: ${question}`, level, isQuestion: true });
  for (const { text } of below) table.lines.push({ speaker: "Known", text, level });
  const alone = below.find(({ isGiven }) => !isGiven)?.side ?? "honest";
  const prompt = "Which draft follows from what is known?";
  const side = yield* picked({ prompt, question, level, drafts, alone }, work);
  return { text: drafts[side], side, isGiven: false };
}

function* picked(
  {
    prompt,
    question,
    level,
    drafts,
    alone,
  }: {
    readonly prompt: string;
    readonly question: string;
    readonly level: number;
    readonly drafts: Readonly<Record<Side, string>>;
    /** What is taken with nobody there. */
    readonly alone: Side;
  },
  { table, random }: Work,
): Generator<Scene, Side, Answer | undefined> {
  const order = inOrder(random, question);
  const answer = yield* reply(
    {
      phase: level === 2 ? "A smallest question" : "Putting answers together",
      lines: table.lines,
      meters: [],
    },
    {
      prompt,
      choices: [
        {
          title: question,
          choices: order.map((side, i) => ({ id: `take ${i}`, label: drafts[side] })),
        },
      ],
    },
  );
  const side =
    answer?.kind === "choice" ? (order[Number(answer.id.split(" ")[1])] ?? "honest") : alone;
  table.lines.push({ speaker: "Answer", text: drafts[side], level });
  return side;
}

function bySupport({ honest, malicious }: Contest): Side {
  const better = comparedSupport(
    support(honest.answer, honest.quote),
    support(malicious.answer, malicious.quote),
  );
  return better >= 0 ? "honest" : "malicious";
}
