import { z } from "zod";

import { rules } from "./plan.ts";

const cellSchema = z.strictObject({
  rule: z.enum(rules),
  /** The judge's error rate at a question, 0 to 1. */
  error: z.number(),
  depth: z.int(),
  /** Share of the played debates that the honest expert won. */
  measured: z.number(),
  /** The same by the closed form. */
  exact: z.number(),
});
export type Cell = z.infer<typeof cellSchema>;

export const outcomeSchema = z.strictObject({
  /** Debates played for each cell. */
  debates: z.int(),
  /** Levels by which the rules are compared. */
  depth: z.int(),
  /** Accuracy over error rate and depth, with one path contested and with everything played out. */
  map: z.array(cellSchema),
  /** Accuracy over depth at the chosen error rate, under every rule. */
  curves: z.array(cellSchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;
