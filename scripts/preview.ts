/** `npm run preview [-- --port <n>]`: serves `dist` and prints its address. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

import { rootPath } from "#newsletter/addresses.ts";

import { contentFolder, readContent } from "./content.ts";
import { serve } from "./serve.ts";

const { values } = parseArgs({ options: { port: { type: "string", default: "4321" } } });
if (existsSync("dist/index.html")) {
  const { newsletter } = readContent(contentFolder);
  const { address } = await serve("dist", rootPath(newsletter), Number(values.port));
  console.log(`${newsletter.title} is at ${address} (Ctrl-C stops it)`);
} else {
  console.error("there is no dist/index.html to serve; run npm run build");
  process.exitCode = 1;
}
