import type { Answer, Course, Scene } from "#lab/game.ts";
import type { Random } from "#lab/runtime.ts";

import { type Contest, costOf, fits, offered } from "./judge-questions.ts";
import {
  budget,
  isContested,
  type Leaf,
  type Material,
  type Middle,
  type Side,
} from "./material.ts";
import { reply, inOrder, meters, openTable, placeOf, shuffled, type Table } from "./table.ts";
import { comparedSupport, support } from "./words.ts";

/** How sure a judge may be, in percent. */
const confidences = [50, 60, 75, 90, 99] as const;
const letters = ["A", "B"] as const;

interface Trial {
  readonly table: Table;
  readonly whole: string;
  readonly random: (name: string) => Random;
  /** Whether each decision below the top was for the honest answer. */
  readonly decisions: boolean[];
}

/** The reader judges: sees no text but what the experts say, and what they quote from it. */
export function* judgeSeat(material: Material, random: (name: string) => Random): Course {
  const table = openTable();
  const trial: Trial = { table, whole: material.text.join("\n\n"), random, decisions: [] };
  const { question, asks, honest, malicious } = material;
  const top = { question, level: 0, answers: { honest, malicious }, quotations: undefined, asks };
  const winner = yield* judged(top, trial);
  const isWon = winner === "honest";
  const answer = yield* reply(
    { phase: "Decided", lines: table.lines, meters: meters(table) },
    {
      prompt: "How sure are you that this was the honest expert?",
      choices: [
        {
          title: "The chance that you are right",
          choices: confidences.map((percent) => ({ id: String(percent), label: `${percent} %` })),
        },
      ],
    },
  );
  const honestLetter = letters[inOrder(random, question).indexOf("honest")] ?? "A";
  const wrong = trial.decisions.filter((isRight) => !isRight).length;
  table.lines.push({
    text: `The honest expert was ${honestLetter}.${
      wrong === 0
        ? ""
        : ` On the way ${wrong} of ${trial.decisions.length} decisions went to the other.`
    }`,
    level: 0,
  });
  return {
    lines: table.lines,
    meters: meters(table),
    document: { title: material.title, paragraphs: material.text },
    isWon,
    summary: `${isWon ? "Right" : "Wrong"}: the judge took the ${winner} answer, having read ${table.read} of ${budget.characters} characters and asked ${table.asked} of ${budget.questions} questions, to depth ${table.depth} of 3.`,
    ...(answer?.kind === "choice" && { confidence: Number(answer.id) / 100 }),
  };
}

/** One judgement, with those below it that it asks for. */
function* judged(contest: Contest, trial: Trial): Generator<Scene, Side, Answer | undefined> {
  const { question, level, answers, quotations, asks } = contest;
  const { table, random, whole } = trial;
  const order = inOrder(random, question);
  const letterOf = (side: Side): string => letters[order.indexOf(side)] ?? "A";
  table.depth = Math.max(table.depth, level + 1);
  table.lines.push({ text: question, level, isQuestion: true });
  for (const side of order) {
    table.lines.push({ speaker: `Expert ${letterOf(side)}`, text: answers[side], level });
  }
  const left = [...asks];
  const opened: Side[] = [];
  const found: { readonly side: Side; readonly isGranted: boolean }[] = [];
  const alone = shuffled(asks, random(`judge at ${question}`));

  for (;;) {
    const affordable = left.filter((ask) => fits(ask, table));
    const closed = order.filter(
      (side) =>
        quotations !== undefined &&
        !opened.includes(side) &&
        table.read + quotations[side].length <= budget.characters,
    );
    const answer = yield* reply(
      {
        phase: level === 0 ? "The question at the top" : `A question on level ${level + 1}`,
        lines: table.lines,
        meters: meters(table),
      },
      offered(contest, { affordable, closed, letterOf, order, whole }),
    );
    const [kind, number] = (answer?.kind === "choice" ? answer.id : "").split(" ");
    // With nobody there the quotations are read, or one question that both experts answer is asked.
    const isSettled = found.some(({ isGranted }) => !isGranted);
    const opening =
      kind === "open" ? order[Number(number)] : answer === undefined ? closed[0] : undefined;
    const next =
      kind === "ask"
        ? affordable[Number(number)]
        : answer === undefined && !isSettled
          ? alone.find((ask) => affordable.includes(ask))
          : undefined;
    if (quotations !== undefined && opening !== undefined) {
      opened.push(opening);
      table.read += quotations[opening].length;
      table.lines.push({
        speaker: `Quoted by ${letterOf(opening)}, verified at ${placeOf(whole, quotations[opening])}`,
        text: quotations[opening],
        level,
        isQuotation: true,
      });
    } else if (next !== undefined) {
      left.splice(left.indexOf(next), 1);
      found.push(yield* answered(next, level + 1, trial));
    } else {
      const winner =
        kind === "take"
          ? (order[Number(number)] ?? "honest")
          : decidedAlone(contest, found, random);
      if (level > 0) trial.decisions.push(winner === "honest");
      table.lines.push({
        speaker: level === 0 ? "Judge" : "Judge of this question",
        text: `Expert ${letterOf(winner)} has the better answer: ${answers[winner]}`,
        level,
      });
      return winner;
    }
  }
}

/** A question of the judge's: granted by one expert, or the same game one level down. */
function* answered(
  ask: Middle | Leaf,
  level: number,
  trial: Trial,
): Generator<Scene, { readonly side: Side; readonly isGranted: boolean }, Answer | undefined> {
  const { table, whole } = trial;
  table.asked += 1;
  table.read += costOf(ask);
  if ("asks" in ask) {
    const { question, honest, malicious, asks } = ask;
    const answers = { honest, malicious };
    return {
      side: yield* judged({ question, level, answers, quotations: undefined, asks }, trial),
      isGranted: false,
    };
  }
  if (isContested(ask)) {
    const { question, honest, malicious } = ask;
    const answers = { honest: honest.answer, malicious: malicious.answer };
    const quotations = { honest: honest.quote, malicious: malicious.quote };
    return {
      side: yield* judged({ question, level, answers, quotations, asks: [] }, trial),
      isGranted: false,
    };
  }
  const side = ask.honest === "concedes" ? "malicious" : "honest";
  const given = ask[side];
  table.depth = Math.max(table.depth, level + 1);
  table.lines.push({ text: ask.question, level, isQuestion: true });
  if (typeof given !== "string") {
    table.lines.push(
      { speaker: "One expert", text: `${given.answer} The other expert grants it.`, level },
      {
        speaker: `Quoted, verified at ${placeOf(whole, given.quote)}`,
        text: given.quote,
        level,
        isQuotation: true,
      },
    );
  }
  return { side, isGranted: true };
}

/** What a judge decides by who only compares words: the last answer from below, at a leaf the better supported one. */
function decidedAlone(
  { question, answers, quotations }: Contest,
  found: readonly { readonly side: Side; readonly isGranted: boolean }[],
  random: (name: string) => Random,
): Side {
  const contested = found.filter(({ isGranted }) => !isGranted).at(-1);
  if (contested !== undefined) return contested.side;
  if (quotations !== undefined) {
    const better = comparedSupport(
      support(answers.honest, quotations.honest),
      support(answers.malicious, quotations.malicious),
    );
    if (better !== 0) return better > 0 ? "honest" : "malicious";
  }
  return random(`coin at ${question}`).integer(2) === 0 ? "honest" : "malicious";
}
