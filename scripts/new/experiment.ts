/** `npm run new -- experiment <id>`: a folder whose four files run as they stand. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { z } from "zod";

import { readWords } from "../command.ts";
import { projectFolder } from "../content.ts";
import { given } from "./ask.ts";
import { copyNew } from "./files.ts";

const template = fileURLToPath(new URL("experiment/", import.meta.url));

const idSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    "is no id; give lower-case words joined by hyphens, such as my-question",
  );

/** Writes `src/experiments/<id>/`; gives its path. */
export async function newExperiment(words: readonly string[]): Promise<string> {
  const { positionals } = readWords(
    () => parseArgs({ args: [...words], allowPositionals: true, options: {} }),
    "npm run new -- experiment <id>",
  );
  const id = await given(positionals.length > 1 ? positionals.join(" ") : positionals[0], {
    flag: "the experiment's id",
    question: "What is the experiment's id? Lower-case words joined by hyphens",
    schema: idSchema,
  });
  const folder = join(projectFolder, "src/experiments", id);
  copyNew(template, folder, (text) => text.replaceAll("experiment-id", id));
  return folder;
}
