/** Formulas that pages can show and that feeds and mail cannot have. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { formulaSize } from "#channels/formula-picture.ts";
import { type Formula, formulaProblem } from "#newsletter/maths.ts";

import { undrawable } from "../../scripts/undrawable.ts";
import { entryText, sampleFiles } from "../newsletter/sample.ts";

const folder = mkdtempSync(join(tmpdir(), "retort-formulas-"));
const inline: Formula = { tex: String.raw`\cancel{x} + 1`, isDisplay: false };
const body = `So $$${inline.tex}$$ is.\n\n$$\n\\cancel{x}\n+ 1\n$$\n\nAnd $$x$$.\n`;

beforeAll(() => {
  const files = sampleFiles({
    "issues/001/a.md": entryText("A", "", `One.\n\n${body}`),
    "issues/001/b.mdx": entryText("B", "", body),
    "issues/001/c.md": entryText("C", "", "Without $$x$$.\n"),
  });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function refusal(formula: Formula): Promise<unknown> {
  return formulaSize(formula).then(
    () => undefined,
    (error: unknown) => error,
  );
}

it("are told by file, line and formula, each in one sentence", async () => {
  expect(formulaProblem(inline)).toBeUndefined();
  const reason =
    "can be shown but not drawn for feeds and mail: Undefined control sequence \\cancel; write it with the commands of LaTeX and amsmath";
  const said = `maths: $$\\cancel{x} + 1$$ ${reason}`;
  expect(undrawable(await refusal(inline), folder)).toEqual([
    `issues/001/a.md:8: ${said}`,
    `issues/001/b.mdx:6: ${said}`,
  ]);
  const display = { tex: "\\cancel{x}\n+ 1", isDisplay: true };
  expect(undrawable(await refusal(display), folder)).toEqual([
    `issues/001/a.md:10: ${said}`,
    `issues/001/b.mdx:8: ${said}`,
  ]);
});

it("are found within another error, and nothing in one of another kind", async () => {
  const outer = new Error("the page could not be made", { cause: await refusal(inline) });
  expect(undrawable(outer, folder)).toHaveLength(2);
  expect(undrawable(new Error("else"), folder)).toEqual([]);
  expect(undrawable(undefined, folder)).toEqual([]);
});
