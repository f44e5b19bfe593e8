import { z } from "zod";

import { readFrontMatter } from "#newsletter/front-matter.ts";
import { type Formula, formulaOf } from "#newsletter/maths.ts";
import { formatOf, lineOf, nodesOf, parseBody } from "#newsletter/tree.ts";

import { contentFiles } from "./content.ts";

/** A `FormulaError`, which comes out of a program that has a class of its own for it. */
const errorSchema = z.object({
  name: z.literal("FormulaError"),
  message: z.string(),
  formula: z.object({ tex: z.string(), isDisplay: z.boolean() }),
});

/** A sentence for each place in a content folder of the formula that could not be drawn; none for any other error. */
export function undrawable(error: unknown, folder: string): string[] {
  const found = errorSchema.safeParse(error);
  if (!found.success) return error instanceof Error ? undrawable(error.cause, folder) : [];
  const { message, formula } = found.data;
  return contentFiles(folder)
    .filter(({ path }) => /\.mdx?$/.test(path))
    .flatMap(({ path, text }) =>
      linesOf(formula, path, text).map((line) => `${path}:${line}: maths: ${message}`),
    );
}

/** The lines of a file on which that formula begins. */
function linesOf({ tex, isDisplay }: Formula, path: string, text: string): number[] {
  if (!text.includes(tex.split("\n")[0] ?? "")) return [];
  const { body, bodyLine } = readFrontMatter(text);
  return nodesOf(parseBody(body, formatOf(path))).flatMap((node) => {
    if (node.type !== "math" && node.type !== "inlineMath") return [];
    const other = formulaOf(node);
    const isIt = other.tex === tex && other.isDisplay === isDisplay;
    return isIt ? [bodyLine - 1 + lineOf(node)] : [];
  });
}
