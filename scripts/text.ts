/** `npm run text`: writes the newsletter's own text, for experiments that learn from text: public/texts/newsletter.txt. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { controls } from "#lab/controls.ts";
import type { SeededParams, Spec } from "#lab/experiment.ts";
import { simplified } from "#ml/characters.ts";
import { plainBlocks } from "#newsletter/body.ts";
import { formatOf } from "#newsletter/tree.ts";

import { readWords, runCommand } from "./command.ts";
import { contentFolder, projectFolder, readContent } from "./content.ts";

/** The experiment that learns the text; it is no part of it, or the text would hold the sentence that is planted there. */
const reader = "unintended-memorization";

await runCommand(async (words) => {
  readWords(() => parseArgs({ args: [...words], options: {} }), "npm run text");
  const lines = [...entryLines()];
  const experiments = readdirSync(join(projectFolder, "src/experiments")).toSorted();
  for (const id of experiments) if (id !== reader) lines.push(...(await protocolLines(id)));
  const paragraphs = lines.map((line) => line.replaceAll("\n", " "));
  // Many experiments say the same of a seed.
  const text = [...new Set(simplified(paragraphs.join("\n")).split("\n"))].join("\n");
  const folder = join(projectFolder, "public/texts");
  mkdirSync(folder, { recursive: true });
  const target = join(folder, "newsletter.txt");
  writeFileSync(`${target}.part`, `${text}\n`);
  renameSync(`${target}.part`, target);
  const digits = text.replaceAll(/\D/g, "").length;
  console.log(
    `public/texts/newsletter.txt has ${text.length} characters, ${digits} of them digits; what was computed from an earlier one wants a new version`,
  );
});

/** Titles and prose of the issues and their entries. */
function entryLines(): string[] {
  const { issues, entries } = readContent(contentFolder);
  return [...issues, ...entries].flatMap(({ data, file, body }) => [
    data.title,
    ...plainBlocks(body, formatOf(file)),
  ]);
}

/** What the site says of an experiment: its question, its controls, its claims, its README. */
async function protocolLines(id: string): Promise<string[]> {
  const folder = join(projectFolder, "src/experiments", id);
  const loaded: unknown = await import(join(folder, "spec.ts"));
  const { default: spec } = loaded as { default: Spec<SeededParams, unknown> };
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  return [
    spec.title,
    spec.summary,
    ...controls(spec).map(({ title, description }) => `${title}: ${description}`),
    ...spec.claims.flatMap(({ sentence, published: { figure, source } }) => [
      `${sentence} Published: ${figure} (${source}).`,
    ]),
    ...plainBlocks(readme, "md"),
  ];
}
