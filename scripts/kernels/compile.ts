import { fileURLToPath } from "node:url";

import { main } from "assemblyscript/asc";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Compiles `src/kernels/assembly` to WebAssembly; the same sources give the same bytes. Optimised no further than level 1: the
 * next one folds a tile's sums into nested expressions, which engines then cannot hold in registers (measured: a third slower).
 */
export async function compileKernels(): Promise<Uint8Array> {
  return compileAssembly("src/kernels/assembly/index.ts");
}

const options =
  "--outFile module.wasm -O1 --noAssert --runtime stub --importMemory --noExportMemory --enable simd --enable bulk-memory".split(
    " ",
  );

/** Compiles one AssemblyScript module, a path from the project's root, that works in an imported memory. */
export async function compileAssembly(entry: string): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const messages: string[] = [];
  const { error } = await main([entry, "--baseDir", root, ...options], {
    stderr: { write: (text: string) => messages.push(text) },
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") bytes = contents;
    },
  });
  if (error !== null || bytes === undefined) {
    throw new Error(`${entry} does not compile: ${messages.join("")}`, { cause: error });
  }
  return bytes;
}

/** The module's bytes as source text, so that worker, Node and tests have them without a request. */
export function moduleSource(bytes: Uint8Array): string {
  return `/** Made by \`npm run kernels\` from \`src/kernels/assembly\`; not edited by hand. */\nexport const simdModule =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
}
