import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

/**
 * Makes tfjs bundle small and alike for browser and Node: leaves out the threaded engine and the optimizers, gives Node a
 * platform without `require`, and turns the engine's glue code into a plain module that never loads files by itself.
 * For Vite's pages, workers, pre-bundled dependencies and tests.
 */
export function engineBundling(): Plugin {
  return { ...substitutions, config: () => engineConfig };
}

const substitutions: Plugin = {
  name: "retort:engine",
  enforce: "pre",

  resolveId(source, importer) {
    if (importer === undefined || !importer.includes("@tensorflow")) return undefined;
    const own = replacements.find(([end]) => source.replace(/\.js$/, "").endsWith(end));
    return own === undefined ? undefined : fileURLToPath(new URL(own[1], import.meta.url));
  },

  transform: {
    filter: { id: /tfjs-backend-wasm\.js(\?|$)/ },
    handler(code) {
      return code.includes("export default") ? undefined : { code: plainModule(code), map: null };
    },
  },
};

/** Ends of import paths inside tfjs, and the module that takes their place. */
const replacements = [
  ["/tfjs-backend-wasm-threaded-simd", "./left-out.ts"],
  ["/tfjs-backend-wasm-threaded-simd.worker", "./left-out.ts"],
  ["/register_optimizers", "./left-out.ts"],
  ["/platform_node", "./platform.ts"],
] as const;

const engineConfig = {
  optimizeDeps: { rolldownOptions: { plugins: [substitutions] } },
  worker: { format: "es" as const, plugins: () => [substitutions] },
};

/** Emscripten's glue looks for Node to read files with `require`; we hand it the binary, so it need not know its host. */
function plainModule(code: string): string {
  const hostTest = /ENVIRONMENT_IS_NODE=typeof process=="object"&&[^;]*;/;
  const exportsAt = code.lastIndexOf(
    "if (typeof exports === 'object'",
    code.indexOf("module.exports"),
  );
  if (!hostTest.test(code) || exportsAt < 0) {
    throw new Error(
      "the glue code of tfjs-backend-wasm is not that of 4.22.0; mend src/runtime/bundling.ts",
    );
  }
  return `${code.slice(0, exportsAt).replace(hostTest, "ENVIRONMENT_IS_NODE=false;")}\nexport default WasmBackendModule;\n`;
}
