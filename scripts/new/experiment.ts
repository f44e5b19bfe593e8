/** `npm run new experiment <id>`: a folder whose four files run as they stand. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { projectFolder } from "../content.ts";
import { given } from "./ask.ts";
import { copyNew } from "./files.ts";

const template = fileURLToPath(new URL("experiment/", import.meta.url));

/** Writes `src/experiments/<id>/`; gives its path. */
export async function newExperiment(words: readonly string[]): Promise<string> {
  const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options: {} });
  const id = await given(positionals[0], {
    flag: "the experiment's id",
    question: "What is the experiment's id? Lower-case words joined by hyphens",
  });
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new Error(
      `"${id}" is no id; give lower-case words joined by hyphens, such as my-question`,
    );
  }
  const folder = join(projectFolder, "src/experiments", id);
  copyNew(template, folder, (text) => text.replaceAll("experiment-id", id));
  return folder;
}
