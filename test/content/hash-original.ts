// Writes an-062.hashes.json from the issue as sent, which is not kept here:
//   node test/content/hash-original.ts <an-062.txt>
import { readFileSync, writeFileSync } from "node:fs";

import { hashOf, runsOf } from "./runs.ts";

const original = process.argv[2];
if (original === undefined) throw new Error("Name the text file of the issue as sent.");
const hashes = [...new Set(runsOf(readFileSync(original, "utf8")).map(hashOf))].toSorted();
writeFileSync(
  new URL("an-062.hashes.json", import.meta.url),
  `${JSON.stringify(hashes, null, 0)}\n`,
);
