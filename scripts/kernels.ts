/** `npm run kernels`: compiles `src/kernels/assembly` to `src/kernels/simd-module.ts`. */
import { renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { compileKernels, moduleSource } from "./kernels/compile.ts";

const target = fileURLToPath(new URL("../src/kernels/simd-module.ts", import.meta.url));
const bytes = await compileKernels();
writeFileSync(`${target}.tmp`, moduleSource(bytes));
renameSync(`${target}.tmp`, target);
console.log(`src/kernels/simd-module.ts: ${bytes.length} bytes of WebAssembly`);
