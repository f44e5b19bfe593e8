import { z } from "zod";

import { addressWord } from "./address-word.ts";

/** `description` and `example` of a field, for the author's guide. */
const about = (description: string, example: string): Record<string, unknown> => ({
  description,
  example,
});

const line = z
  .string()
  .trim()
  .min(1, "a line of text is expected")
  .regex(/^[^\n]*$/, "must be one line; join its lines");

const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");
const questionId = id.refine(
  (name) => name !== addressWord,
  "is the word that opens the answers in an address",
);

/** A question of a map, which a reader may answer. */
export const questionSchema = z.strictObject({
  title: line.meta(about("Short name, as it stands in the picture.", "Learning scales")),
  question: line.meta(
    about("What it asks, so that yes and no are answers.", "Is more data all that is missing?"),
  ),
});

/** What a map leads to: work that its questions speak for or against. */
export const agendaSchema = z.strictObject({
  title: line.meta(about("Short name, as it stands in the picture.", "Collect more data")),
  work: line.meta(
    about("What the work is, in a sentence.", "Gather what nobody has labelled yet."),
  ),
});

/** One arrow of a map: soft evidence, not an implication. */
export const edgeSchema = z.strictObject({
  from: id.meta(about("Id of the question at its foot.", "scales")),
  to: id.meta(about("Id of the question or the agenda at its head.", "more-data")),
  weight: z
    .number()
    .min(-4, "must be -4 or more")
    .max(4, "must be 4 or less")
    .refine((weight) => weight !== 0, "says nothing; give a weight that is not 0")
    .meta(
      about(
        "How many times a yes doubles the odds of the head; below 0 it halves them as often. A no does the opposite.",
        "1.5",
      ),
    ),
  because: line.meta(about("The reason, in one sentence.", "What scales wants feeding.")),
});

/** `content/maps/<id>.yaml`: questions, what they lead to, and which answer is evidence for what. */
export const mapSchema = z.strictObject({
  title: line.meta(
    about("The question of the whole, above the picture.", "What should we do next?"),
  ),
  summary: line.meta(
    about(
      "What a reader can do with it, a sentence or two.",
      "Answer what you can; leave the rest.",
    ),
  ),
  whose: line.meta(
    about(
      "Whose questions and whose arrows these are, in a sentence.",
      "The arrows are the editors’.",
    ),
  ),
  source: z
    .strictObject({
      title: line,
      url: z.url({
        protocol: /^https?$/,
        error: "must be a web address that begins with https:// or http://",
      }),
    })
    .optional()
    .meta(
      about("The work it is made after.", '{ title: The paper, url: "https://example.org/paper" }'),
    ),
  nodes: z
    .record(questionId, questionSchema)
    .refine((nodes) => Object.keys(nodes).length > 0, "at least one question is expected")
    .meta(
      about(
        "The questions by id, in the order of the list.",
        "{ scales: { title: Learning scales, question: Is more data all that is missing? } }",
      ),
    ),
  agendas: z
    .record(id, agendaSchema)
    .refine((agendas) => Object.keys(agendas).length > 0, "at least one agenda is expected")
    .meta(
      about(
        "What the questions lead to, by id.",
        "{ more-data: { title: Collect more data, work: Gather what nobody has labelled yet. } }",
      ),
    ),
  edges: z
    .array(edgeSchema)
    .min(1, "at least one arrow is expected")
    .meta(
      about(
        "The arrows; none may lead back to where it came from.",
        "[{ from: scales, to: more-data, weight: 2, because: What scales wants feeding. }]",
      ),
    ),
});
export type ArgumentMap = z.infer<typeof mapSchema>;
export type Edge = z.infer<typeof edgeSchema>;
