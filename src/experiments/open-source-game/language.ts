/** What a program says of its move: it cooperates where this is true. */
export type Expression =
  | { readonly kind: "constant"; readonly value: boolean }
  /** The opponent's text is my own. */
  | { readonly kind: "same" }
  /** The opponent cooperates with this program; it stands inside `proves` only. */
  | { readonly kind: "they"; readonly about: About }
  /** A proof of it is found. */
  | { readonly kind: "proves"; readonly inner: Expression }
  | { readonly kind: "not"; readonly inner: Expression }
  | {
      readonly kind: "and" | "or" | "implies";
      readonly left: Expression;
      readonly right: Expression;
    };

/** The programs that a program can ask about by name. */
export const aboutNames = ["me", "CooperateBot", "DefectBot"] as const;
export type About = (typeof aboutNames)[number];

/** A program's text as it is compared and printed: one spelling for one meaning. */
export function textOf(expression: Expression): string {
  switch (expression.kind) {
    case "constant":
      return String(expression.value);
    case "same":
      return "same";
    case "they":
      return `they(${expression.about})`;
    case "proves":
      return `proves(${textOf(expression.inner)})`;
    case "not":
      return isConsistent(expression) ? "consistent" : `not ${bracketed(expression.inner)}`;
    case "and":
    case "or":
    case "implies":
      return `${bracketed(expression.left)} ${expression.kind} ${bracketed(expression.right)}`;
  }
}

/** `consistent` is short for: no proof of a falsehood is found. */
export const consistent: Expression = {
  kind: "not",
  inner: { kind: "proves", inner: { kind: "constant", value: false } },
};

function isConsistent({ inner }: Extract<Expression, { kind: "not" }>): boolean {
  return inner.kind === "proves" && inner.inner.kind === "constant" && !inner.inner.value;
}

function bracketed(expression: Expression): string {
  const isCompound = ["and", "or", "implies"].includes(expression.kind);
  return isCompound ? `(${textOf(expression)})` : textOf(expression);
}

/** Everything that a program says, itself included, from the outside in. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case "constant":
    case "same":
    case "they":
      return [expression];
    case "proves":
    case "not":
      return [expression, ...partsOf(expression.inner)];
    case "and":
    case "or":
    case "implies":
      return [expression, ...partsOf(expression.left), ...partsOf(expression.right)];
  }
}
