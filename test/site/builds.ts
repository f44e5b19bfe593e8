import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder of this run's built sites. */
    sites: string;
  }
}

/** Gives the run a folder for built sites, filled by the first test that needs one, and removes it at the end. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "retort-sites-"));
  project.provide("sites", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
