/** Stands in bundles for what tfjs imports and we never run: the threaded engine, its worker's source, the optimizers. */
export default function threadedEngine(): never {
  throw new Error("the threaded engine is left out of this bundle");
}

export const wasmWorkerContents = "";

export function registerOptimizers(): void {}
