/** `npm run bench [-- --out docs/benchmarks.md]`: how fast the engine is beside others, what several workers gain, and how heavy the built pages are. `-- --archives` measures instead how long generated archives take to build, beside bare Astro and Eleventy on the same entries, and to answer a search. */
import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { rootPath } from "#newsletter/addresses.ts";

import { archiveSizes } from "./bench/archive-content.ts";
import { archiveReport } from "./bench/archive-report.ts";
import { type ArchiveMeasure, measureArchive } from "./bench/archive.ts";
import { report, type SiteMeasures } from "./bench/report.ts";
import { measureSearch } from "./bench/search.ts";
import { measureSeeds } from "./bench/seeds.ts";
import { measureSpeeds } from "./bench/speed.ts";
import { engineWeights, pageWeights } from "./bench/weights.ts";
import { readWords, runCommand } from "./command.ts";
import { contentFolder, readContent } from "./content.ts";

const rounds = 3;
const say = (what: string): void => console.error(what);

const usage = "npm run bench [-- --archives] [--out <file.md>]";

await runCommand(async (words) => {
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: { archives: { type: "boolean" }, out: { type: "string" } },
      }),
    usage,
  );
  const text = `${values.archives === true ? await measureArchives() : await measureEngine()}\n`;
  console.log(text);
  if (values.out !== undefined) {
    await writeFile(`${values.out}.part`, text);
    await rename(`${values.out}.part`, values.out);
  }
});

async function measureEngine(): Promise<string> {
  const speeds = await measureSpeeds(rounds, say);
  return report(speeds, await measureSite(), machine(speeds.versions.torch));
}

async function measureArchives(): Promise<string> {
  const measures: ArchiveMeasure[] = [];
  for (const size of Object.values(archiveSizes)) {
    say(`${size.entries} entries`);
    measures.push(await measureArchive(size, say));
  }
  return archiveReport(measures, machine(null));
}

async function measureSite(): Promise<SiteMeasures | null> {
  const site = fileURLToPath(new URL("../dist", import.meta.url));
  if (!existsSync(site)) return null;
  say("two seeds in Chromium");
  const { newsletter } = readContent(contentFolder);
  return {
    seeds: await measureSeeds(site, rootPath(newsletter), rounds),
    search: await measureSearch(site, rootPath(newsletter), rounds),
    pages: pageWeights(site),
    engine: engineWeights(site),
  };
}

function machine(torch: string | null): string {
  const model = cpus()[0]?.model.trim() ?? "an unknown processor";
  const yardstick = torch === null ? "" : `, PyTorch ${torch}`;
  return `Measured on ${availableParallelism()} cores of ${model}, Node ${process.versions.node}${yardstick}.`;
}
