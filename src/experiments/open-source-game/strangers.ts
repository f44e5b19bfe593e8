import type { Random } from "#lab/runtime.ts";

import { aboutNames, consistent, type Expression } from "./language.ts";

/** How deep the parts of a drawn program may stand inside each other. */
const nesting = 3;

/** A program drawn from the language: each part with equal chances among those that fit its place. */
export function stranger(random: Random): Expression {
  return drawn(random, nesting, false);
}

function drawn(random: Random, room: number, isProved: boolean): Expression {
  const inner = (): Expression => drawn(random, room - 1, isProved);
  const leaves: (() => Expression)[] = [
    () => ({ kind: "constant", value: random.integer(2) === 1 }),
    () => ({ kind: "same" }),
    () => consistent,
    ...(isProved
      ? [
          (): Expression => ({
            kind: "they",
            about: aboutNames[random.integer(aboutNames.length)] ?? "me",
          }),
        ]
      : []),
  ];
  const branches: (() => Expression)[] = [
    () => ({ kind: "proves", inner: drawn(random, room - 1, true) }),
    () => ({ kind: "not", inner: inner() }),
    () => ({ kind: "and", left: inner(), right: inner() }),
    () => ({ kind: "or", left: inner(), right: inner() }),
    () => ({ kind: "implies", left: inner(), right: inner() }),
  ];
  // What a program is about is what others do: a question wherever one may stand, three times in four.
  if (isProved && (room <= 0 || random.integer(4) > 0)) {
    const about = aboutNames[random.integer(aboutNames.length)] ?? "me";
    const question: Expression = { kind: "they", about };
    return random.integer(3) === 0 ? { kind: "not", inner: question } : question;
  }
  const choices = room <= 0 ? leaves : branches;
  return choices[random.integer(choices.length)]?.() ?? consistent;
}
