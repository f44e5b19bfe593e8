import { type Answers, beliefs } from "./evidence.ts";
import type { ArgumentMap } from "./schema.ts";

/** What one answer would change, all others as they are. */
export interface Influence {
  /** Id of the question. */
  readonly node: string;
  /** How far all agendas move together between a no and a yes, in sums of probability. */
  readonly total: number;
  /** The agenda that moves furthest, and where a yes and a no would take it. */
  readonly agenda: string;
  readonly yes: number;
  readonly no: number;
}

/** The question whose answer would move the agendas most: among those left open, or among all where none is. Undefined where none moves any. */
export function foremost(map: ArgumentMap, answers: Answers): Influence | undefined {
  const ids = Object.keys(map.nodes);
  const open = ids.filter((id) => answers[id] === undefined);
  const [first] = (open.length > 0 ? open : ids)
    .map((node) => influence(map, answers, node))
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.total - a.total);
  return first;
}

/** What the answer to one question would change. */
export function influence(map: ArgumentMap, answers: Answers, node: string): Influence {
  const [yes, no] = [1, 0].map((answer) => beliefs(map, { ...answers, [node]: answer }));
  const moves = Object.keys(map.agendas)
    .map((agenda) => ({ agenda, yes: yes?.[agenda] ?? 0.5, no: no?.[agenda] ?? 0.5 }))
    .toSorted((a, b) => distance(b) - distance(a));
  const total = moves.reduce((sum, move) => sum + distance(move), 0);
  const [furthest = { agenda: "", yes: 0.5, no: 0.5 }] = moves;
  return { node, total, ...furthest };
}

function distance({ yes, no }: { readonly yes: number; readonly no: number }): number {
  return Math.abs(yes - no);
}
