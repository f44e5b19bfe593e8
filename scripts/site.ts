/** Builds and serves the site through Astro. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { contentPolicy } from "../src/newsletter/policy.ts";
import { contentFolder, projectFolder, shown, soundNewsletter } from "./content.ts";

/** What the commands of the site take. */
export interface SiteOptions {
  /** Folder of the built site, absolute. */
  readonly out: string;
  /** The port to serve at, or the next free one; 0 to 65535. */
  readonly port: number;
}

/** Reads `--out <folder>` and `--port <number>`; throws a sentence for anything else. */
export function siteOptions(words: readonly string[]): SiteOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      out: { type: "string", default: "dist" },
      port: { type: "string", default: "4321" },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65535) {
    throw new Error(`--port ${values.port} is no port; give a number from 0 to 65535`);
  }
  return { out: resolve(values.out), port };
}

/** Checks the content, then builds the site into `out`. */
export async function buildSite({ out }: Pick<SiteOptions, "out">): Promise<void> {
  soundNewsletter(contentFolder());
  const { build } = await astro();
  await build({ root: projectFolder, outDir: out, logLevel: "error" });
  console.log(`built ${shown(out)}`);
}

/** Serves the site built in `out`, with the policy of its pages as a header too; gives its address. */
export async function previewSite({ out, port }: SiteOptions): Promise<string> {
  if (!existsSync(join(out, "index.html"))) {
    throw new Error(`there is no built site in ${shown(out)}; run npm run build first`);
  }
  const newsletter = soundNewsletter(contentFolder());
  const { preview } = await astro();
  const server = await preview({
    root: projectFolder,
    outDir: out,
    logLevel: "error",
    server: { port, headers: { "Content-Security-Policy": contentPolicy(newsletter) } },
  });
  return siteAddress(server.port, newsletter.address);
}

/** Serves the site as it is being written, drafts included; gives its address. */
export async function developSite({ port }: Pick<SiteOptions, "port">): Promise<string> {
  const newsletter = soundNewsletter(contentFolder());
  const { dev } = await astro();
  const { address } = await dev({ root: projectFolder, logLevel: "warn", server: { port } });
  return siteAddress(address.port, newsletter.address);
}

function siteAddress(port: number, published: string): string {
  return `http://localhost:${port}${new URL(published).pathname}`;
}

/** Astro, its usage reports switched off before it loads. */
async function astro(): Promise<typeof import("astro")> {
  process.env["ASTRO_TELEMETRY_DISABLED"] = "1";
  return await import("astro");
}
