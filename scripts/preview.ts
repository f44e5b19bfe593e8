/** `npm run preview [-- --port <n>]`: serves `dist` and prints its address. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

import { rootPath } from "#newsletter/addresses.ts";

import { readPort, readWords, runCommand } from "./command.ts";
import { contentFolder, readContent } from "./content.ts";
import { serve } from "./serve.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { port: { type: "string", default: "4321" } } }),
    "npm run preview -- [--port <number>]",
  );
  const port = readPort(values.port);
  const { newsletter } = readContent(contentFolder);
  if (!existsSync("dist/index.html")) {
    throw new Error("there is no dist/index.html to serve; run npm run build");
  }
  const { address } = await serve("dist", rootPath(newsletter), port);
  console.log(`${newsletter.title} is at ${address} (Ctrl-C stops it)`);
});
