/** `npm run import -- <file or folder> [--force]`: takes somebody's archive into the content folder and reports what it could not place. */
import { parseArgs } from "node:util";

import { readWords, runCommand } from "./command.ts";
import { contentFolder } from "./content.ts";
import { importFile } from "./import/importing.ts";

const usage = "npm run import -- <file or folder> [--force]";

await runCommand(async (words) => {
  const { values, positionals } = readWords(
    () =>
      parseArgs({
        args: [...words],
        allowPositionals: true,
        options: { force: { type: "boolean", default: false } },
      }),
    usage,
  );
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new Error(`name one file or folder to import; usage: ${usage}`);
  }
  const lines = await importFile(file, contentFolder, values);
  console.log(lines.join("\n"));
});
