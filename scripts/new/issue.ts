/** `npm run new -- issue`: an issue's opening file. */
import { parseArgs } from "node:util";

import { z } from "zod";

import { issueSchema } from "#newsletter/schemas.ts";
import { issueSlug } from "#newsletter/slugs.ts";

import { readWords } from "../command.ts";
import { contentFolder, readContent, today } from "../content.ts";
import { given } from "./ask.ts";
import { addFile } from "./content-file.ts";

const wholeNumber = z.string().regex(/^[1-9]\d{0,5}$/, "is no issue's number; give one such as 63");

const usage =
  "npm run new -- issue [--title <title>] [--gist <one line>] [--number <n>] [--date YYYY-MM-DD]";

/** Writes `issues/<number>/index.mdx` as a draft; gives its path. */
export async function newIssue(words: readonly string[]): Promise<string> {
  const option = { type: "string" } as const;
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: { title: option, gist: option, number: option, date: option },
      }),
    usage,
  );
  const { issues } = readContent(contentFolder);
  const next = Math.max(0, ...issues.map(({ data }) => data.number)) + 1;
  const number = await given(values.number, {
    flag: "--number",
    question: "Which number?",
    initial: String(next),
    schema: wholeNumber,
  });
  const title = await given(values.title, {
    flag: "--title",
    question: "What is its title?",
    schema: issueSchema.shape.title,
  });
  const gist = await given(values.gist, {
    flag: "--gist",
    question: "What is it about, in one line?",
    schema: issueSchema.shape.gist,
  });
  const date = await given(values.date, {
    flag: "--date",
    question: "Which day will it appear, YYYY-MM-DD?",
    initial: today(),
    schema: issueSchema.shape.date,
  });
  return addFile({
    path: `issues/${issueSlug(Number(number))}/index.mdx`,
    fields: { number: Number(number), title, date, gist, draft: true },
  });
}
