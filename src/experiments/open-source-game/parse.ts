import { type About, aboutNames, consistent, type Expression } from "./language.ts";

/** A program read from its text, or one sentence on why it cannot be read. */
export type Parsed =
  | { readonly kind: "program"; readonly program: Expression }
  | { readonly kind: "problem"; readonly problem: string };

interface Token {
  readonly text: string;
  /** Place of its first letter, from 1. */
  readonly at: number;
}

class ParseError extends Error {}

const words = "true false same consistent proves they and or not implies".split(" ");

/** Reads a program; `implies` binds least, then `or`, `and`, `not`. Never throws. */
export function parseProgram(text: string): Parsed {
  try {
    const tokens = tokensOf(text);
    if (tokens.length === 0) {
      throw new ParseError("nothing is written; true always cooperates, false never does");
    }
    const reader = new Reader(tokens);
    const program = reader.implication({ isProved: false });
    reader.end();
    return { kind: "program", program };
  } catch (error) {
    if (error instanceof ParseError) return { kind: "problem", problem: error.message };
    throw error;
  }
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[A-Za-z]+|[^\sA-Za-z]/g)].map(({ 0: token, index }) => ({
    text: token,
    at: index + 1,
  }));
}

/** Where a part of a program stands: inside `proves` it may ask what the opponent does. */
interface Context {
  readonly isProved: boolean;
}

class Reader {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  implication(context: Context): Expression {
    const left = this.chain("or", context);
    return this.takes("implies")
      ? { kind: "implies", left, right: this.implication(context) }
      : left;
  }

  end(): void {
    const token = this.tokens[this.next];
    if (token === undefined) return;
    if (token.text === ")") {
      throw new ParseError(`${shown(token)} is one bracket too many; take it out`);
    }
    throw new ParseError(
      isUnknown(token)
        ? unknownWord(token)
        : `${shown(token)} follows a program that is complete; join the two by and, or or implies`,
    );
  }

  private chain(word: "and" | "or", context: Context): Expression {
    const part = (): Expression =>
      word === "or" ? this.chain("and", context) : this.negation(context);
    let left = part();
    while (this.takes(word)) left = { kind: word, left, right: part() };
    return left;
  }

  private negation(context: Context): Expression {
    return this.takes("not") ? { kind: "not", inner: this.negation(context) } : this.atom(context);
  }

  private atom(context: Context): Expression {
    const token = this.tokens[this.next];
    if (token === undefined) {
      throw new ParseError("the program breaks off; write what comes after its last word");
    }
    this.next += 1;
    switch (token.text) {
      case "true":
      case "false":
        return { kind: "constant", value: token.text === "true" };
      case "same":
        return { kind: "same" };
      case "consistent":
        return consistent;
      case "(":
        return this.closed(token, () => this.implication(context));
      case "proves":
        return {
          kind: "proves",
          inner: this.closed(this.open(token), () => this.implication({ isProved: true })),
        };
      case "they":
        return this.they(token, context);
      default:
        throw new ParseError(
          isUnknown(token)
            ? unknownWord(token)
            : `${shown(token)} comes too early; write what is to stand before it`,
        );
    }
  }

  private they(token: Token, { isProved }: Context): Expression {
    if (!isProved) {
      throw new ParseError(
        `${shown(token)} stands outside proves(…); put it inside, for a program that runs its opponent outright may never end`,
      );
    }
    const about = this.closed(this.open(token), (): About => {
      const name = this.tokens[this.next];
      this.next += 1;
      const found = aboutNames.find((known) => known === name?.text);
      if (found !== undefined) return found;
      const what = name === undefined ? "they( breaks off" : `${shown(name)} is nobody known`;
      throw new ParseError(`${what}; ask about ${aboutNames.join(", ")}`);
    });
    return { kind: "they", about };
  }

  private open(word: Token): Token {
    const bracket = this.tokens[this.next];
    if (bracket?.text !== "(") {
      throw new ParseError(`${shown(word)} needs brackets; write ${word.text}(…)`);
    }
    this.next += 1;
    return bracket;
  }

  private closed<Value>(bracket: Token, read: () => Value): Value {
    const value = read();
    const token = this.tokens[this.next];
    if (token === undefined) {
      throw new ParseError(`the bracket at letter ${bracket.at} is never closed; add a )`);
    }
    if (token.text !== ")") {
      if (isUnknown(token)) throw new ParseError(unknownWord(token));
      throw new ParseError(`${shown(token)} stands where a ) or a joining word is expected`);
    }
    this.next += 1;
    return value;
  }

  private takes(word: string): boolean {
    if (this.tokens[this.next]?.text !== word) return false;
    this.next += 1;
    return true;
  }
}

function isUnknown({ text }: Token): boolean {
  return ![...words, ...aboutNames, "(", ")"].includes(text);
}

function unknownWord(token: Token): string {
  return `${shown(token)} is no word of the language; it knows ${words.join(", ")} and brackets`;
}

function shown({ text, at }: Token): string {
  return `“${text}” at letter ${at}`;
}
