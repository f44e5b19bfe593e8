import { z } from "zod";

/** What a judge may do in one game. */
export const budget = { characters: 650, questions: 6 } as const;

/** Longest texts, characters; so that a way from the top to both quotations of a leaf fits the budget. */
export const longest = { root: 100, middle: 80, leaf: 70, quotation: 70 } as const;

const line = (most: number): z.ZodString =>
  z.string().min(1, "is empty; write it").max(most, `has more than ${most} characters; shorten it`);

const supported = z.strictObject({
  answer: line(longest.leaf),
  /** Words of the text, letter by letter. */
  quote: line(longest.quotation).min(
    12,
    "is too short to be looked up; quote at least 12 characters",
  ),
});

const leafSchema = z
  .strictObject({
    question: line(100),
    /** `concedes`: the honest expert grants the other's answer. */
    honest: z.union([supported, z.literal("concedes")], {
      error: "is neither an answer with its quote nor the word concedes",
    }),
    /** `declines`: the malicious expert lets the answer stand. */
    malicious: z.union([supported, z.literal("declines")], {
      error: "is neither an answer with its quote nor the word declines",
    }),
  })
  .refine(({ honest, malicious }) => honest !== "concedes" || malicious !== "declines", {
    error: "has no answer at all; give one of the experts one",
  });

const middleSchema = z.strictObject({
  question: line(100),
  honest: line(longest.middle),
  malicious: line(longest.middle),
  asks: z
    .array(leafSchema)
    .min(2, "has fewer than two questions; a judge wants a choice")
    .max(3, "has more than three questions; take the best"),
});

const treeSchema = z.strictObject({
  title: line(60),
  /** Paragraphs of the hidden text, 150 to 400 words together. */
  text: z.array(z.string().min(1)).min(1),
  question: line(120),
  honest: line(longest.root),
  malicious: line(longest.root),
  asks: z
    .array(middleSchema)
    .min(2, "has fewer than two questions; a judge wants a choice")
    .max(3, "has more than three questions; take the best"),
});

/** A hidden text, a question about it, and what an honest and a malicious expert answer to it and to all that may be asked on the way. */
export const materialSchema = treeSchema.superRefine(({ text, asks }, context) => {
  const whole = text.join("\n\n");
  const words = whole.split(/\s+/).length;
  if (words < 150 || words > 400) {
    context.addIssue({
      code: "custom",
      path: ["text"],
      input: text[0],
      message: `begins a text of ${words} words, outside 150 to 400; shorten or lengthen it`,
    });
  }
  for (const [i, middle] of asks.entries()) {
    if (!middle.asks.some(isContested)) {
      context.addIssue({
        code: "custom",
        path: ["asks", i, "asks"],
        message: "has no question that both experts answer; add one",
      });
    }
    for (const [j, leaf] of middle.asks.entries()) {
      for (const side of sides) {
        const given = leaf[side];
        if (typeof given === "string" || whole.includes(given.quote)) continue;
        context.addIssue({
          code: "custom",
          path: ["asks", i, "asks", j, side, "quote"],
          input: given.quote,
          message: "does not occur in the text; quote it letter by letter, within one paragraph",
        });
      }
    }
  }
});

export type Material = z.infer<typeof materialSchema>;
export type Middle = z.infer<typeof middleSchema>;
export type Leaf = z.infer<typeof leafSchema>;
export type Supported = z.infer<typeof supported>;

export const sides = ["honest", "malicious"] as const;
export type Side = (typeof sides)[number];

/** A question that both experts answer. */
export type Contest = Leaf & Record<Side, Supported>;

export function isContested(leaf: Leaf): leaf is Contest {
  return typeof leaf.honest !== "string" && typeof leaf.malicious !== "string";
}
