/** An attribute that an author may give a tag. */
export interface TagAttribute {
  readonly name: string;
  readonly isRequired: boolean;
  /** What it may say: an experiment's id, a preset's name, or any text. */
  readonly kind: "experiment" | "preset" | "text";
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
};
