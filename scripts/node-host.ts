/** Bundles a module of the Node host, which plain Node cannot load: tfjs's modules import without extensions. */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";

import { engineBundling } from "../src/runtime/bundling.ts";

/** The project's root, with its final slash. */
export const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** Where scripts keep what they can make again. */
export const cacheFolder = join(projectFolder, "node_modules/.cache/retort");

/** Builds one entry, a path from the project's root, with the plugins of the site's own worker; gives the path of the bundle. */
export async function bundleForNode(entry: string, name: string): Promise<string> {
  // A folder of its own a process, so that two commands never write the same bundle.
  const outDir = join(cacheFolder, `${name}-${process.pid}`);
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: "error",
    plugins: [engineBundling()],
    build: {
      ssr: join(projectFolder, entry),
      outDir,
      emptyOutDir: true,
      target: "node22",
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true },
  });
  return join(outDir, `${name}.mjs`);
}

/** Starts a bundle as a process of its own that can exchange messages with this one. */
export function startBundle(path: string): ChildProcess {
  return fork(path, { cwd: projectFolder, serialization: "advanced" });
}
