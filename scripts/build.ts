/** `npm run build [-- --out <folder>]`: checks the content, then builds the site. */
import { parseArgs } from "node:util";

import { build } from "astro";

import { readWords, runCommand } from "./command.ts";
import { contentFolder, readContent } from "./content.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { out: { type: "string", default: "dist" } } }),
    "npm run build -- [--out <folder>]",
  );
  readContent(contentFolder);
  await build({ outDir: values.out, logLevel: "warn" });
});
