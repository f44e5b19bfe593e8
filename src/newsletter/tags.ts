/** An attribute that an author may give a tag. */
export interface TagAttribute {
  readonly name: string;
  readonly isRequired: boolean;
  /** What it may say: the id of an experiment, of one that has a game, or of a map, a preset's name, or any text. */
  readonly kind: "experiment" | "game" | "map" | "preset" | "text";
  readonly description: string;
  /** A value as written between the quotes. */
  readonly example: string;
}

/** The tags an author may use in `.mdx` files, with their attributes; a test holds them against the components. */
export const tags: Readonly<Record<string, readonly TagAttribute[]>> = {
  Demo: [
    {
      name: "experiment",
      isRequired: true,
      kind: "experiment",
      description: "Folder of the experiment in src/experiments.",
      example: "my-question",
    },
    {
      name: "result",
      isRequired: false,
      kind: "preset",
      description:
        "The heavy result, computed ahead: folded under the figures, first among the verdicts, and what feeds show; full without it.",
      example: "standard",
    },
    {
      name: "preset",
      isRequired: false,
      kind: "preset",
      description: "What the figures show and a run by the reader starts from; quick without it.",
      example: "standard",
    },
  ],
  Game: [
    {
      name: "experiment",
      isRequired: true,
      kind: "game",
      description:
        "Folder of an experiment with a game.ts; what it is played with stands in games/<experiment>/ of the content.",
      example: "factored-evaluation",
    },
  ],
  Map: [
    {
      name: "id",
      isRequired: true,
      kind: "map",
      description: "Name of the map's file in content/maps, without its ending.",
      example: "what-next",
    },
  ],
};
