import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** The bytes of the engine's SIMD binary, as installed; for Node. */
export async function simdBinary(): Promise<Uint8Array<ArrayBuffer>> {
  const path = createRequire(import.meta.url).resolve(
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  );
  return new Uint8Array(await readFile(path));
}
