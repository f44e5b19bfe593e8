import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface BuiltSite {
  readonly folder: string;
  /** Path it is built for, `/` or `/my-newsletter/`. */
  readonly root: string;
  /** Every page, as a path within the site. */
  readonly pages: readonly string[];
  remove(): void;
}

/** Builds a newsletter into a folder of its own. */
export function buildSite(content: string, root: string): BuiltSite {
  const folder = mkdtempSync(join(tmpdir(), "retort-site-"));
  execFileSync("node", ["scripts/build.ts", "--out", folder], {
    env: { ...process.env, RETORT_CONTENT: content, NODE_ENV: "production", VITEST: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const pages = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".html"))
    .map((file) => file.replace(/index\.html$/, ""));
  return { folder, root, pages, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
