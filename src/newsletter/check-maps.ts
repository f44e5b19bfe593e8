import { circleOf } from "#maps/order.ts";
import type { ArgumentMap } from "#maps/schema.ts";

import { suggestion } from "./suggestion.ts";

/** A map of an argument with the file it stands in. */
export interface MapFile {
  /** The file's name without its ending. */
  readonly id: string;
  readonly file: string;
  readonly data: ArgumentMap;
}

/** Arrows of a map that lead from or to nothing, stand twice or close a circle, and ids that mean two things. */
export function mapProblems({ file, data }: Pick<MapFile, "file" | "data">): string[] {
  const [questions, agendas] = [Object.keys(data.nodes), Object.keys(data.agendas)];
  const all = [...questions, ...agendas];
  const say = (field: string, problem: string): string => `${file}: ${field}: ${problem}`;
  const misled = data.edges.flatMap(({ from, to }, i) => [
    ...(questions.includes(from)
      ? []
      : [
          say(
            `edges.${i}.from`,
            agendas.includes(from)
              ? `"${from}" is an agenda, from which no arrow leads; move it to nodes or turn the arrow round`
              : `there is no question "${from}"; ${suggestion(from, questions)}`,
          ),
        ]),
    ...(all.includes(to)
      ? []
      : [say(`edges.${i}.to`, `there is no question or agenda "${to}"; ${suggestion(to, all)}`)]),
    ...(data.edges.findIndex((other) => other.from === from && other.to === to) === i
      ? []
      : [say(`edges.${i}`, `the arrow from "${from}" to "${to}" stands twice; join the two`)]),
  ]);
  const twofold = agendas
    .filter((id) => questions.includes(id))
    .map((id) => say(`agendas.${id}`, `"${id}" is also a question; give one of them another id`));
  const circle = misled.length > 0 ? undefined : circleOf(data);
  return [
    ...misled,
    ...twofold,
    ...(circle === undefined
      ? []
      : [say("edges", `the arrows close a circle, ${circle.join(" → ")}; remove one of them`)]),
  ];
}
