/** Extraction of the likeliest number by its cheapest path through the tree of digits (Dijkstra 1959; Carlini et al. 2019, § 5). */
import type { Prefix, Search } from "./outcome.ts";

/** Prefixes of either kind that are kept to be shown. */
const shown = 30;

/**
 * Asks after the likeliest prefix known, again and again, until a whole number is the likeliest: since no digit makes a number likelier,
 * none can be likelier than it. Yields after every query what tells how the search stands; gives up after `mostQueries`.
 */
export async function* search(
  digits: number,
  ask: (prefix: string) => Promise<Float64Array>,
  mostQueries: number,
): AsyncGenerator<() => Search, Search> {
  const frontier = new Frontier();
  frontier.add({ digits: "", bits: 0 });
  const asked: Prefix[] = [];
  let queries = 0;
  const state = (found: Prefix | null, hasGivenUp = false): Search => ({
    queries,
    found,
    hasGivenUp,
    asked: [...asked],
    waiting: frontier.first(shown),
  });
  for (;;) {
    const best = frontier.take();
    if (best === undefined || queries === mostQueries) return state(null, true);
    if (best.digits.length === digits) return state(best);
    const next = await ask(best.digits);
    queries += 1;
    if (asked.length < shown) asked.push(best);
    for (const [digit, bits] of next.entries()) {
      frontier.add({ digits: `${best.digits}${digit}`, bits: best.bits + bits });
    }
    yield () => state(null);
  }
}

/** Prefixes by their bits, as a binary heap; those alike by their digits, so that no engine's sorting decides. */
class Frontier {
  private readonly heap: Prefix[] = [];

  add(prefix: Prefix): void {
    const { heap } = this;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(prefix, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = prefix;
  }

  take(): Prefix | undefined {
    const { heap } = this;
    const best = heap[0];
    const last = heap.pop();
    if (best === undefined || last === undefined || heap.length === 0) return best;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!isBefore(child, last)) break;
      heap[place] = child;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = last;
    return best;
  }

  /** The likeliest few, in order. */
  first(count: number): Prefix[] {
    return this.heap.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)).slice(0, count);
  }
}

function isBefore(a: Prefix, b: Prefix): boolean {
  return a.bits < b.bits || (a.bits === b.bits && a.digits < b.digits);
}
