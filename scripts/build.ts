/** `npm run build [-- --out <folder>]`: checks the content, then builds the site. */
import { parseArgs } from "node:util";

import { build } from "astro";

import { readWords, runCommand } from "./command.ts";
import { checkOptions, contentFolder, readContent } from "./content.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { out: { type: "string", default: "dist" } } }),
    "npm run build -- [--out <folder>]",
  );
  readContent(contentFolder);
  const { experiments = [], results = [] } = checkOptions().demos ?? {};
  const unrecorded = experiments.find((id) => !results.includes(`${id}/full`));
  if (unrecorded !== undefined) {
    throw new Error(`no result for ${unrecorded}/full; run npm run precompute -- ${unrecorded}`);
  }
  await build({ outDir: values.out, logLevel: "warn" });
  console.log(`the site is in ${values.out}`);
});
