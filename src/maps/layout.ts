import { Graph, layout } from "@dagrejs/dagre";

import type { ArgumentMap, Edge } from "./schema.ts";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A box of the picture; `x` and `y` are its upper left corner. */
interface Box extends Place {
  readonly id: string;
  readonly kind: "question" | "agenda";
  readonly width: number;
  readonly height: number;
  /** Its title, broken into lines that fit. */
  readonly lines: readonly string[];
}

/** An arrow of the picture. */
interface Arrow extends Edge {
  /** SVG path data; level at its head. */
  readonly path: string;
  readonly head: Place;
}

/** Where everything stands in a map's picture, in CSS pixels. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

const boxWidth = 122;
const lineHeight = 15;
/** Above and under the title; under it stands the belief. */
const [above, under] = [7, 22];
const margin = 6;
const lettersALine = 16;
/** Stands right of all agendas, so that they share a column; it is not drawn. */
const end = "\0end";

/** Lays a map out from left to right: questions, what they are evidence for, and the agendas in the last column. */
export function mapLayout(map: ArgumentMap): MapLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 32, edgesep: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  const titles = Object.entries({ ...map.nodes, ...map.agendas });
  for (const [id, { title }] of titles) graph.setNode(id, sizeOf(title));
  graph.setNode(end, { width: 1, height: 1 });
  for (const { from, to, weight } of map.edges) {
    graph.setEdge(from, to, { weight: Math.abs(weight) });
  }
  for (const id of Object.keys(map.agendas)) graph.setEdge(id, end, { weight: 100 });
  const leaves = Object.keys(map.nodes).filter((id) => !map.edges.some(({ from }) => from === id));
  for (const id of leaves) graph.setEdge(id, end, { weight: 0, minlen: 2 });
  layout(graph);
  const boxes = titles.map(([id, { title }]): Box => {
    const { x, y } = placeOf(graph.node(id));
    const size = sizeOf(title);
    return {
      id,
      kind: id in map.nodes ? "question" : "agenda",
      ...size,
      x: Math.round(x - size.width / 2),
      y: Math.round(y - size.height / 2),
      lines: linesOf(title),
    };
  });
  // A long arrow crosses the columns between level, and rises or falls from one to the next.
  const bends = (edge: Edge): Place[] => {
    const { points = [] }: { readonly points?: readonly Place[] } = graph.edge(edge.from, edge.to);
    return points
      .slice(1, -1)
      .map(placeOf)
      .filter(({ x }) => boxes.some((box) => x > box.x && x < box.x + box.width))
      .flatMap(({ x, y }) => [-boxWidth / 2, boxWidth / 2].map((side) => ({ x: x + side, y })));
  };
  const feet = [
    ...boxes.map(({ y, height }) => y + height),
    ...map.edges.flatMap((edge) => bends(edge).map(({ y }) => y)),
  ];
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + margin,
    height: Math.max(...feet) + margin,
    boxes,
    arrows: arrowsBetween(boxes, map.edges, bends),
  };
}

function placeOf({ x, y }: { readonly x?: number; readonly y?: number }): Place {
  return { x: Math.round((x ?? 0) + margin), y: Math.round((y ?? 0) + margin) };
}

function sizeOf(title: string): { readonly width: number; readonly height: number } {
  return { width: boxWidth, height: above + lineHeight * linesOf(title).length + under };
}

/** Words in lines that fit a box. */
function linesOf(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= lettersALine) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** Arrows that leave boxes on the right and enter them on the left, side by side, in the order of where they come from and go to. */
function arrowsBetween(
  boxes: readonly Box[],
  edges: readonly Edge[],
  bendsOf: (edge: Edge) => readonly Place[],
): Arrow[] {
  const routes = edges.map((edge) => ({ edge, bends: bendsOf(edge) }));
  type Route = (typeof routes)[number];
  const port = (id: string, side: "from" | "to", edge: Edge): Place => {
    const box = boxes.find((other) => other.id === id);
    if (box === undefined) throw new Error(`an arrow is tied to "${id}", which is not on the map`);
    const height = ({ bends, edge: { from, to } }: Route): number =>
      bends.at(side === "from" ? 0 : -1)?.y ??
      boxes.find((other) => other.id === (side === "from" ? to : from))?.y ??
      0;
    const neighbours = routes
      .filter((other) => other.edge[side] === id)
      .toSorted((a, b) => height(a) - height(b));
    const share = neighbours.findIndex((other) => other.edge === edge) + 1;
    return {
      x: side === "from" ? box.x + box.width : box.x,
      y: Math.round(box.y + (box.height * share) / (neighbours.length + 1)),
    };
  };
  return routes.map(({ edge, bends }) => {
    const head = port(edge.to, "to", edge);
    const path = curve([port(edge.from, "from", edge), ...bends, { x: head.x - 7, y: head.y }]);
    return { ...edge, path: `${path}h7`, head };
  });
}

/** A line that goes through the points and is level at each. */
function curve([first, ...others]: readonly Place[]): string {
  let [x, y] = [first?.x ?? 0, first?.y ?? 0];
  let path = `M${x} ${y}`;
  for (const next of others) {
    const middle = Math.round((x + next.x) / 2);
    path += `C${middle} ${y} ${middle} ${next.y} ${next.x} ${next.y}`;
    [x, y] = [next.x, next.y];
  }
  return path;
}
