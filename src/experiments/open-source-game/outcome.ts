import { z } from "zod";

const gameSchema = z.strictObject({
  /** Numbers of the two programs in the order of the table; the first is the row. */
  row: z.int(),
  column: z.int(),
  /** Whether row and column cooperate. */
  rowMove: z.boolean(),
  columnMove: z.boolean(),
  /** Levels that have to be looked through before both moves are known for good. */
  settledAfter: z.int().min(1),
});
export type Game = z.infer<typeof gameSchema>;

const depthSchema = z.strictObject({
  depth: z.int().min(0),
  /** Pairs of programs, each with itself included, of which both cooperate. */
  cooperating: z.int(),
  /** Those of them that only their proofs bring together. */
  byProof: z.int(),
});

const standingSchema = z.strictObject({
  /** Points a game against the named programs and the reader's, itself included. */
  points: z.number(),
  /** Points a game against the strangers, and their standard error. */
  strangerPoints: z.number(),
  strangerError: z.number(),
  /** Strangers that defect while it cooperates, that cooperate while it defects, and that cooperate with it. */
  exploitedBy: z.int(),
  exploits: z.int(),
  cooperatesWith: z.int(),
});
export type Standing = z.infer<typeof standingSchema>;

export const outcomeSchema = z.strictObject({
  /** Levels that a search looks through. */
  depth: z.int(),
  /** The reader's program as it was understood. */
  own: z.string(),
  games: z.array(gameSchema),
  depths: z.array(depthSchema),
  /** Moves of the chosen game at each level, until nothing changes any more; true is to cooperate. */
  trace: z.array(z.strictObject({ row: z.boolean(), column: z.boolean() })),
  /** Strangers met so far. */
  strangers: z.int(),
  /** One a program, in the order of the table, once the strangers have been met. */
  standings: z.array(standingSchema),
  /** PrudentBot’s points less FairBot’s, stranger by stranger: the mean and its standard error; null before any was met. */
  prudence: z.strictObject({ gain: z.number(), error: z.number() }).nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
