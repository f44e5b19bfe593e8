import { type Graph, inOrder } from "./order.ts";
import type { ArgumentMap } from "./schema.ts";

/** What a reader says of questions, as probabilities: yes is 1, no is 0. A question that is not among them is left to the map. */
export type Answers = Readonly<Record<string, number>>;

/** Probabilities, 0 to 1, by the id of a question or an agenda. */
export type Beliefs = Readonly<Record<string, number>>;

/**
 * What follows from the answers. Every arrow sends its head a message in doublings of the odds: its weight times 2p − 1, where p
 * is the belief at its foot; so a sure yes sends the weight, a sure no its opposite, and a belief of one half nothing. A
 * question left open begins at even odds, 1 : 1, and its messages add up: odds = 2^sum. An answer stands against all messages.
 * Arrows are followed forward only: what is found out about a head says nothing of its foot.
 */
export function beliefs(
  map: Graph & Pick<ArgumentMap, "nodes" | "agendas">,
  answers: Answers,
): Beliefs {
  const found = new Map<string, number>(
    [...Object.keys(map.nodes), ...Object.keys(map.agendas)].map((id) => [id, answers[id] ?? 0.5]),
  );
  for (const id of inOrder(map)) {
    if (answers[id] !== undefined) continue;
    const doublings = map.edges
      .filter(({ to }) => to === id)
      .reduce((sum, { from, weight }) => sum + weight * (2 * (found.get(from) ?? 0.5) - 1), 0);
    found.set(id, 1 / (1 + 2 ** -doublings));
  }
  return Object.fromEntries(found);
}
