/** `npm run pack -- --out <file.tar.xz> [--without-data]`: packs all that computing results takes, for a machine without a network. */
import { parseArgs } from "node:util";

import { readWords, runCommand } from "./command.ts";
import { archive } from "./pack/archive.ts";
import { withPackFolder } from "./pack/folder.ts";

const usage = "npm run pack -- --out <file.tar.xz or file.tar.gz> [--without-data]";

await runCommand(async (words) => {
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: { out: { type: "string" }, "without-data": { type: "boolean", default: false } },
      }),
    usage,
  );
  const { out } = values;
  if (out === undefined || !/\.tar\.[xg]z$/.test(out)) {
    throw new Error(`${out ?? "no file"} is no name for a pack; usage: ${usage}`);
  }
  const parts = values["without-data"] ? (["program"] as const) : (["program", "data"] as const);
  const bytes = await withPackFolder(parts, (folder) => archive(folder, out));
  console.log(`${out} (${(bytes / 2 ** 20).toFixed(1)} MiB); unpack it and start retort/run`);
});
