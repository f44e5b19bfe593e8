import type { ArgumentMap } from "./schema.ts";

/** The part of a map that its arrows make. */
export type Graph = Pick<ArgumentMap, "edges">;

/** Every id that an arrow touches, each after all that lead to it; throws where arrows close a circle. */
export function inOrder(graph: Graph): string[] {
  const circle = circleOf(graph);
  if (circle !== undefined) throw new Error(`the arrows close a circle: ${circle.join(" → ")}`);
  const order: string[] = [];
  const seen = new Set<string>();
  const place = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { from, to } of graph.edges) if (to === id) place(from);
    order.push(id);
  };
  for (const { from, to } of graph.edges) for (const id of [from, to]) place(id);
  return order;
}

/** The ids along a circle of arrows, the first again at the end; undefined where there is none. */
export function circleOf({ edges }: Graph): string[] | undefined {
  const heads = new Map<string, string[]>();
  for (const { from, to } of edges) heads.set(from, [...(heads.get(from) ?? []), to]);
  const finished = new Set<string>();
  const walk = (id: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(id);
    if (start >= 0) return [...path.slice(start), id];
    if (finished.has(id)) return undefined;
    for (const next of heads.get(id) ?? []) {
      const found = walk(next, [...path, id]);
      if (found !== undefined) return found;
    }
    finished.add(id);
    return undefined;
  };
  for (const id of heads.keys()) {
    const found = walk(id, []);
    if (found !== undefined) return found;
  }
  return undefined;
}
