/** How long other builders take for the bare pages of the same entries. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { ContentFile } from "#newsletter/content.ts";

import { writeFiles } from "./archive-files.ts";
import { measuredRun, type RunMeasure, told } from "./measured-run.ts";
import { type Builder, builders, pagesOf, plainSite } from "./plain-sites.ts";

const eleventy = "@11ty/eleventy@3.1.8";

/** What each builder came to, or one sentence on why it came to nothing. */
export type PlainMeasures = Readonly<Record<Builder, RunMeasure | string>>;

/** Builds the same entries with each of the others, one after the other, in temporary folders. */
export async function measurePlainBuilds(
  archive: readonly ContentFile[],
  say: (what: string) => void,
): Promise<PlainMeasures> {
  const measured: [Builder, RunMeasure | string][] = [];
  for (const builder of builders) {
    const measure = await measurePlainBuild(archive, builder).catch(reasonOf);
    say(`the same entries, ${builder}: ${typeof measure === "string" ? measure : told(measure)}`);
    measured.push([builder, measure]);
  }
  return Object.fromEntries(measured) as Record<Builder, RunMeasure | string>;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function measurePlainBuild(
  archive: readonly ContentFile[],
  builder: Builder,
): Promise<RunMeasure> {
  const folder = mkdtempSync(join(tmpdir(), `retort-${builder}-`));
  try {
    writeFiles(folder, plainSite(archive, builder));
    const program = builder === "eleventy" ? installEleventy(folder) : linkAstro(folder);
    const measure = await measuredRun(
      [program, ...(builder === "eleventy" ? ["--quiet"] : ["build"])],
      {
        folder,
        env: { ASTRO_TELEMETRY_DISABLED: "1" },
      },
    );
    const pages = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" });
    const count = pages.filter((path) => path.endsWith(".html")).length;
    if (count !== pagesOf(archive)) {
      throw new Error(`${builder} made ${count} pages instead of ${pagesOf(archive)}`);
    }
    return measure;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The project's own Astro, whose packages are found from the folder. */
function linkAstro(folder: string): string {
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  return "node_modules/astro/bin/astro.mjs";
}

/** The project itself has no use for Eleventy, so nobody need install it but for this; not counted as building. */
function installEleventy(folder: string): string {
  const { status } = spawnSync(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, eleventy],
    { stdio: "ignore" },
  );
  if (status !== 0) throw new Error(`${eleventy} could not be had from the registry of packages`);
  return "node_modules/@11ty/eleventy/cmd.cjs";
}
