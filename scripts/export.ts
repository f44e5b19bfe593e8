/** `npm run export -- <file.csv>`: writes the newsletter's entries as the database that `npm run import` reads. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { readWords, runCommand } from "./command.ts";
import { contentFolder, readContent } from "./content.ts";
import { archiveRows, rowsAsCsv } from "./import/archive-rows.ts";
import { withoutColumn } from "./import/without-column.ts";

const usage = "npm run export -- <file.csv>";

await runCommand(async (words) => {
  const { positionals } = readWords(
    () => parseArgs({ args: [...words], allowPositionals: true, options: {} }),
    usage,
  );
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || !/\.csv$/i.test(file)) {
    throw new Error(`name one .csv file to write; usage: ${usage}`);
  }
  const source = readContent(contentFolder);
  const rows = archiveRows(source);
  const temporary = `${file}.${process.pid}.part`;
  try {
    writeFileSync(temporary, rowsAsCsv(rows));
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
  console.log([`${file} has ${rows.length} entries`, ...withoutColumn(source)].join("\n"));
});
