import { type About, type Expression, partsOf, textOf } from "./language.ts";

/** Both moves of a game; true is to cooperate. */
export interface Moves {
  readonly first: boolean;
  readonly second: boolean;
}

/** What the levels of a game come to. */
export interface Levels {
  /** Both moves as each level has them, up to the first that changes nothing more. */
  readonly moves: readonly Moves[];
  /** How many levels have to be looked through before it is known that nothing changes any more. */
  readonly settledAfter: number;
  /** The moves at every level from there on. */
  readonly limit: Moves;
  /** The moves of programs that have found no proof of anything. */
  readonly unproved: Moves;
}

const named: Readonly<Record<Exclude<About, "me">, Expression>> = {
  CooperateBot: { kind: "constant", value: true },
  DefectBot: { kind: "constant", value: false },
};

/**
 * Evaluates two programs that reason about each other (Barasz et al. 2014, modal agents): `proves(A)` is true at a level if A is
 * true at every lower one, so at level 0 all of it is. What was once refuted stays so; therefore the levels settle after at most as
 * many steps as there are places of `proves`, and what then holds is what provability logic says.
 */
export function levelsOf(first: Expression, second: Expression): Levels {
  const sides = new Map<string, Side>();
  const [start, back] = [sideOf(first, second, sides), sideOf(second, first, sides)];
  const movesNow = (): Moves => ({ first: moveOf(start), second: moveOf(back) });
  const moves: Moves[] = [];
  for (let isSettled = false; !isSettled;) {
    moves.push(movesNow());
    const after = [...sides.values()].map((side) =>
      side.boxes.map(({ inner }, i) => side.holds[i] === true && valueOf(inner, side)),
    );
    isSettled = true;
    for (const [at, side] of [...sides.values()].entries()) {
      const holds = after[at] ?? [];
      if (holds.some((value, i) => value !== side.holds[i])) isSettled = false;
      side.holds = holds;
    }
  }
  const limit = movesNow();
  for (const side of sides.values()) side.holds = side.holds.map(() => false);
  return { moves, settledAfter: moves.length, limit, unproved: movesNow() };
}

/** The moves of programs that search for proofs through so many levels: a proof is found once the levels are seen to have settled. */
export function movesAt({ settledAfter, limit, unproved }: Levels, depth: number): Moves {
  return depth >= settledAfter ? limit : unproved;
}

type Proves = Extract<Expression, { kind: "proves" }>;

/** One side of a game: what this program does against that one, at the level in hand. */
interface Side {
  readonly program: Expression;
  /** Both programs have the same text. */
  readonly isSame: boolean;
  /** The places of `proves` in the program, and whether each is true. */
  readonly boxes: readonly Proves[];
  holds: readonly boolean[];
  /** The sides that the program asks about. */
  readonly asked: Map<About, Side>;
}

/** The side of `program` against `opponent`, made with all that it asks about unless it is among those there are. */
function sideOf(program: Expression, opponent: Expression, sides: Map<string, Side>): Side {
  const [own, other] = [textOf(program), textOf(opponent)];
  const key = `${own} | ${other}`;
  const known = sides.get(key);
  if (known !== undefined) return known;
  const parts = partsOf(program);
  const boxes = parts.filter((part) => part.kind === "proves");
  const isSame = own === other;
  const side: Side = { program, isSame, boxes, holds: boxes.map(() => true), asked: new Map() };
  sides.set(key, side);
  for (const part of parts) {
    if (part.kind !== "they") continue;
    const about = part.about === "me" ? program : named[part.about];
    side.asked.set(part.about, sideOf(opponent, about, sides));
  }
  return side;
}

function moveOf(side: Side): boolean {
  return valueOf(side.program, side);
}

function valueOf(expression: Expression, side: Side): boolean {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "same":
      return side.isSame;
    case "they": {
      const asked = side.asked.get(expression.about);
      return asked !== undefined && moveOf(asked);
    }
    case "proves":
      return side.holds[side.boxes.indexOf(expression)] === true;
    case "not":
      return !valueOf(expression.inner, side);
    case "and":
      return valueOf(expression.left, side) && valueOf(expression.right, side);
    case "or":
      return valueOf(expression.left, side) || valueOf(expression.right, side);
    case "implies":
      return !valueOf(expression.left, side) || valueOf(expression.right, side);
  }
}
