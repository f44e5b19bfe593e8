import { z } from "zod";

import { oneLine } from "./front-matter.ts";
import { nearest } from "./suggestion.ts";

/** What reading a file's fields came to. */
export type Checked<T> =
  | { readonly data: T; readonly problems: readonly [] }
  | { readonly data: undefined; readonly problems: readonly string[] };

/** Holds the fields of a file against their schema; each problem is one line that names file and field. `place` is where the fields stand: `the front matter`, `the file`. */
export function checkFields<T>(
  file: string,
  place: string,
  schema: z.ZodType<T>,
  fields: unknown,
): Checked<T> {
  const checked = schema.safeParse(fields, { reportInput: true });
  if (checked.success) return { data: checked.data, problems: [] };
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const problems = checked.error.issues.flatMap((issue) => {
    const field = issue.path.length === 0 ? place : issue.path.map(fieldName).join(".");
    return sentences(issue, place, issue.path.length === 0 ? names : []).map(
      (sentence) => `${file}: ${field}: ${oneLine(sentence)}`,
    );
  });
  return { data: undefined, problems };
}

function fieldName(key: PropertyKey): string {
  return oneLine(String(key)) || '""';
}

function sentences(
  issue: z.core.$ZodIssue,
  place: string,
  names: readonly string[],
): readonly string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const near = nearest(key, names);
      const remedy =
        near === undefined ? "remove it or correct its name" : `did you mean "${near}"?`;
      return `unknown field "${key}"; ${remedy}`;
    });
  }
  if (issue.code === "invalid_key") {
    return [`${shown(issue.input)} ${issue.issues[0]?.message ?? issue.message}; correct the name`];
  }
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return [`missing; add it to ${place}`];
    const wanted = kinds[issue.expected] ?? issue.expected;
    const quote = issue.expected === "string" && isPlain(issue.input) ? "; put it in quotes" : "";
    return [`${wanted} is expected, not ${shown(issue.input)}${quote}`];
  }
  return [`${shown(issue.input)} ${issue.message}`];
}

const kinds: Readonly<Record<string, string>> = {
  array: "a list, [between brackets],",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a group of fields, each as name: value,",
  record: "a group of fields, each as name: value,",
  string: "text",
};

function isPlain(value: unknown): boolean {
  return ["number", "boolean", "bigint"].includes(typeof value) || value instanceof Date;
}

/** A value as a message shows it, short and in one line. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (value instanceof Date) return `the date ${value.toString()}`;
  if (typeof value === "object" && value !== null) return "a group of fields";
  if (typeof value !== "string") return String(value);
  const line = oneLine(value);
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`;
}
