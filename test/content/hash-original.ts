/** `node test/content/hash-original.ts <the issue as sent> > test/content/an-062.hashes.json`; the text itself is not kept. */
import { readFileSync } from "node:fs";

import { runHashes } from "./runs.ts";

const [, , file = ""] = process.argv;
process.stdout.write(
  `${JSON.stringify([...new Set(runHashes(readFileSync(file, "utf8")))].toSorted())}\n`,
);
