import { type ErrorCode, parseDocument } from "yaml";

/** A Markdown file taken apart. */
export interface FrontMatter {
  /** The fields as YAML gives them; an empty object where there are none. */
  readonly data: unknown;
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
  /** Why the fields could not be read; `line` is one of the file. */
  readonly problem?: YamlProblem;
}

export interface YamlProblem {
  readonly line: number;
  /** What is wrong and how to mend it, one line. */
  readonly text: string;
}

/** Splits a Markdown file into its fields, between two lines of `---`, and its prose; never throws. */
export function readFrontMatter(text: string): FrontMatter {
  const [head, yaml = "", body = ""] =
    /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
  if (head === undefined) {
    return {
      data: {},
      body: text,
      bodyLine: 1,
      problem: {
        line: 1,
        text: "no front matter; open the file with its fields between two lines of ---",
      },
    };
  }
  const { data, problem } = readYaml(yaml);
  const bodyLine = lineAt(text, text.length - body.length);
  if (problem === undefined) return { data, body, bodyLine };
  return { data, body, bodyLine, problem: { ...problem, line: problem.line + 1 } };
}

/** The value that a YAML text stands for, an empty object for an empty text; never throws. */
export function readYaml(text: string): { readonly data: unknown; readonly problem?: YamlProblem } {
  try {
    const document = parseDocument(text, { prettyErrors: false, logLevel: "error" });
    const [error] = document.errors;
    if (error === undefined) return { data: document.toJS() ?? {} };
    const reason = oneLine(error.message.replace(/[.:]$/, ""));
    return {
      data: {},
      problem: {
        line: lineAt(text, error.pos[0]),
        text: `no valid YAML: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}; ${remedies[error.code] ?? "correct it there"}`,
      },
    };
  } catch (error) {
    // An alias without its anchor, or one that would grow without bound.
    const reason = oneLine(error instanceof Error ? error.message : String(error));
    return { data: {}, problem: { line: 1, text: `no valid YAML: ${reason}; write it out` } };
  }
}

const remedies: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY: "put a value that has a colon in it between quotes",
  BAD_SCALAR_START: "put the value between quotes",
  DUPLICATE_KEY: "keep one of the two",
  MISSING_CHAR: "close the quotes or brackets",
  MULTILINE_IMPLICIT_KEY: 'write each field as "name: value"',
  TAB_AS_INDENT: "indent with spaces",
};

/** Line, from 1, of a place in a text. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** A text with every run of white space made one space. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
