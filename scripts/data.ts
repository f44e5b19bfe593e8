/** `npm run data -- <name>`: packs a data set for the browser into public/data/<name>, from RETORT_DATA or by download. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { readTextManifest } from "#ml/packed-text.ts";
import { readManifest, type Shard } from "#ml/packed.ts";

import { type DataSource, dataSources } from "./data-sets.ts";
import { packDataSet, type PackSettings } from "./data/pack.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => stop.abort());
}

const fetching = byteLines(process.stdout);
try {
  await main(process.argv.slice(2));
} catch (error) {
  fetching.close();
  const message = error instanceof Error ? error.message : String(error);
  console.error(stop.signal.aborted ? "stopped; only whole data sets are kept" : message);
  process.exitCode = stop.signal.aborted ? 130 : 1;
}

async function main(names: readonly string[]): Promise<void> {
  const known = Object.entries(dataSources).map(([name, { title }]) => `${name} (${title})`);
  if (names.length === 0) {
    throw new Error(`which data set? npm run data -- <name>; there are ${known.join(", ")}`);
  }
  const unknown = names.find((name) => !Object.hasOwn(dataSources, name));
  if (unknown !== undefined) {
    throw new Error(`there is no data set "${unknown}"; there are ${known.join(", ")}`);
  }
  const settings: PackSettings = {
    folder: join("public", "data"),
    local: process.env["RETORT_DATA"] || undefined,
    signal: stop.signal,
    onBytes: fetching.onBytes,
  };
  for (const name of names) {
    const source = dataSources[name];
    if (source === undefined) continue;
    const done = await packDataSet(name, source, settings);
    fetching.close();
    const folder = join(settings.folder, name);
    const found = done === "made" ? `: ${source.title}` : " is there and right";
    console.log(`${folder}${found}, ${await counted(folder, name, source)}`);
  }
}

/** How much a packed data set holds, in words. */
async function counted(folder: string, name: string, { kind }: DataSource): Promise<string> {
  const manifest = await readFile(join(folder, "manifest.json"));
  if (kind === "text") {
    return `${readTextManifest(manifest, name).characters.toLocaleString("en")} characters`;
  }
  const { train, test } = readManifest(manifest, name);
  return `${images(train)} training and ${images(test)} test images`;
}

function images(shards: readonly Shard[]): string {
  return shards.reduce((sum, { count }) => sum + count, 0).toLocaleString("en");
}

interface ByteLines extends Pick<PackSettings, "onBytes"> {
  /** Ends a line that is still being rewritten. */
  close(): void;
}

/** One line a file: its share rewritten in place on a terminal, said once elsewhere. */
function byteLines(output: NodeJS.WriteStream): ByteLines {
  const shown = { address: "", percent: 0, isOpen: false };
  const close = (): void => {
    if (shown.isOpen) output.write("\n");
    shown.isOpen = false;
  };
  return {
    close,
    onBytes(address, received, total) {
      const isNew = address !== shown.address;
      const percent = total === 0 ? 0 : Math.floor((100 * received) / total);
      if (isNew) close();
      if (!output.isTTY && isNew) output.write(`fetching ${address} (${megabytes(total)})\n`);
      if (output.isTTY && (isNew || percent !== shown.percent)) {
        output.write(`\r\u001B[2Kfetching ${address}  ${percent} % of ${megabytes(total)}`);
        shown.isOpen = true;
      }
      Object.assign(shown, { address, percent });
    },
  };
}

function megabytes(bytes: number): string {
  return bytes === 0 ? "size unknown" : `${(bytes / 1e6).toFixed(1)} MB`;
}
