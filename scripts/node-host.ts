/** Bundles a module of the Node host, which plain Node cannot load: tfjs's modules import without extensions. */
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
    publicDir: false,
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
    // A native program, and optional.
    ssr: { noExternal: true, external: ["webgpu"] },
  });
  return join(outDir, `${name}.mjs`);
}
