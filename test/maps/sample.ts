import type { ArgumentMap } from "#maps/schema.ts";

/** A map of four questions and two agendas: a leads to b and c, both lead to d, d and c to the agendas. */
export const diamond: ArgumentMap = {
  title: "Diamond",
  summary: "Four questions.",
  whose: "The tests’.",
  nodes: Object.fromEntries(
    ["a", "b", "c", "d"].map((id) => [id, { title: id.toUpperCase(), question: `Is ${id} so?` }]),
  ),
  agendas: { x: { title: "X", work: "Do x." }, y: { title: "Y", work: "Do y." } },
  edges: [
    { from: "a", to: "b", weight: 1, because: "one" },
    { from: "a", to: "c", weight: -2, because: "two" },
    { from: "b", to: "d", weight: 2, because: "three" },
    { from: "c", to: "d", weight: 1, because: "four" },
    { from: "d", to: "x", weight: 3, because: "five" },
    { from: "c", to: "y", weight: -1, because: "six" },
  ],
};
