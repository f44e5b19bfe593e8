import { addressWord } from "./address-word.ts";
import type { Answers } from "./evidence.ts";
import type { ArgumentMap } from "./schema.ts";

/** The answers that an address holds for the map of this id; what it cannot mean is left open. */
export function readAnswers(
  id: string,
  map: Pick<ArgumentMap, "nodes">,
  query: URLSearchParams,
): Answers {
  if (query.get(addressWord) !== id) return {};
  return Object.fromEntries(
    Object.keys(map.nodes).flatMap((node) => {
      const answer = answerOf(query.get(node) ?? "");
      return answer === undefined ? [] : [[node, answer] as const];
    }),
  );
}

/** The answers as an address holds them, in the order of the map. */
export function answersQuery(
  id: string,
  map: Pick<ArgumentMap, "nodes">,
  answers: Answers,
): URLSearchParams {
  const query = new URLSearchParams({ [addressWord]: id });
  for (const node of Object.keys(map.nodes)) {
    const answer = answers[node];
    if (answer !== undefined) query.set(node, answerText(answer));
  }
  return query;
}

/** An answer in a word or as a percentage: `yes`, `no`, `70`. */
function answerText(answer: number): string {
  return answer === 1 ? "yes" : answer === 0 ? "no" : String(Math.round(100 * answer));
}

/** The answer that a text means, if any. */
function answerOf(text: string): number | undefined {
  if (text === "yes") return 1;
  if (text === "no") return 0;
  return /^[1-9]\d?$/.test(text) ? Number(text) / 100 : undefined;
}
