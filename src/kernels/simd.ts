import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";

import { simdModule } from "./simd-module.ts";

/** Our own WebAssembly at work in the engine's memory. Addresses are in bytes. */
export interface Simd {
  readonly kernels: SimdKernels;
  /** Where a tensor's values lie, until it is freed. */
  readonly address: (tensor: TensorInfo) => number;
  /** Lends `bytes` of memory while `use` runs. */
  readonly withScratch: <Result>(bytes: number, use: (address: number) => Result) => Result;
  /** Writes a geometry for the next kernels; it stands until the next call. */
  readonly describe: (geometry: Geometry) => number;
}

/** The exports of `assembly/index.ts`, where each is documented. */
interface SimdKernels {
  convolve(
    g: number,
    x: number,
    w: number,
    bias: number,
    y: number,
    floor: number,
    scratch: number,
  ): void;
  convolveTurned(g: number, x: number, w: number, y: number, scratch: number): void;
  convolveScratch(g: number): number;
  filterGradient(g: number, x: number, dy: number, dw: number, scratch: number): void;
  filterGradientScratch(g: number): number;
  depthwise(g: number, x: number, w: number, y: number): void;
  depthwiseInputGradient(g: number, dx: number, w: number, dy: number): void;
  depthwiseFilterGradient(g: number, x: number, dw: number, dy: number): void;
  adam(
    weights: number,
    gradient: number,
    first: number,
    second: number,
    newWeights: number,
    newFirst: number,
    newSecond: number,
    count: number,
    rate: number,
    decay1: number,
    rest1: number,
    decay2: number,
    rest2: number,
    epsilon: number,
  ): void;
  pooledConvolve(
    g: number,
    x: number,
    w: number,
    bias: number,
    y: number,
    winners: number,
    scratch: number,
  ): void;
  pooledScratch(g: number): number;
  pooledFilterGradient(
    g: number,
    x: number,
    dy: number,
    winners: number,
    dw: number,
    scratch: number,
  ): void;
  pooledInputGradient(
    g: number,
    w: number,
    dy: number,
    winners: number,
    dx: number,
    scratch: number,
  ): void;
  pooledGradientScratch(g: number): number;
  unpool(g: number, dy: number, winners: number, dense: number): void;
  softmaxCrossEntropy(
    logits: number,
    targets: number,
    gradient: number,
    rows: number,
    columns: number,
  ): number;
  maxPoolGradient(g: number, x: number, dy: number, dx: number): void;
  product(
    a: number,
    b: number,
    bias: number,
    y: number,
    rows: number,
    depth: number,
    columns: number,
    aStep: number,
    bRowStep: number,
    bColumnStep: number,
    floor: number,
    scratch: number,
  ): void;
  transposedProduct(
    a: number,
    b: number,
    y: number,
    rows: number,
    depth: number,
    columns: number,
    aStep: number,
    bRowStep: number,
    bColumnStep: number,
    scratch: number,
  ): void;
  transposedProductScratch(): number;
  lstm(
    inputs: number,
    kernel: number,
    states: number,
    gates: number,
    cells: number,
    tangents: number,
    steps: number,
    batch: number,
    units: number,
    scratch: number,
  ): void;
  lstmScratch(batch: number, units: number): number;
  lstmGradient(
    kernel: number,
    states: number,
    gates: number,
    cells: number,
    tangents: number,
    stateGradients: number,
    inputGradients: number,
    kernelGradient: number,
    steps: number,
    batch: number,
    units: number,
    scratch: number,
  ): void;
  lstmGradientScratch(batch: number, units: number): number;
  gru(
    inputs: number,
    kernel: number,
    bias: number,
    states: number,
    gates: number,
    remembered: number,
    steps: number,
    batch: number,
    units: number,
    scratch: number,
  ): void;
  gruScratch(batch: number, units: number): number;
  gruGradient(
    kernel: number,
    states: number,
    gates: number,
    remembered: number,
    stateGradients: number,
    inputGradients: number,
    kernelGradient: number,
    biasGradient: number,
    steps: number,
    batch: number,
    units: number,
    scratch: number,
  ): void;
  gruGradientScratch(steps: number, batch: number, units: number): number;
  productScratch(depth: number, columns: number): number;
  rectifierGradient(x: number, dy: number, dx: number, count: number): void;
  sumRows(x: number, y: number, rows: number, columns: number): void;
}

/** Fields of `assembly/geometry.ts`, in its order. */
const geometryFields = [
  "batch",
  "height",
  "width",
  "channels",
  "frameHeight",
  "frameWidth",
  "top",
  "left",
  "spreadHeight",
  "spreadWidth",
  "firstRow",
  "firstColumn",
  "filterHeight",
  "filterWidth",
  "dilationHeight",
  "dilationWidth",
  "strideHeight",
  "strideWidth",
  "outHeight",
  "outWidth",
  "filters",
] as const satisfies readonly (keyof Geometry)[];

/** Where windows lie over images; `assembly/geometry.ts` says what each field means. */
export interface Geometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly frameHeight: number;
  readonly frameWidth: number;
  readonly top: number;
  readonly left: number;
  readonly spreadHeight: number;
  readonly spreadWidth: number;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filters: number;
}

/** The members of Emscripten's module used here; their types come from a package that tfjs does not bring. */
interface Heap {
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  readonly asm: { readonly memory: WebAssembly.Memory };
}

/** Starts the module in the memory of a ready backend. */
export function openSimd(backend: BackendWasm): Simd {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see Heap
  const heap = backend.wasm as unknown as Heap;
  const bytes = Uint8Array.from(atob(simdModule), (letter) => letter.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory: heap.asm.memory },
  });
  // oxlint-disable no-underscore-dangle -- Emscripten's names
  const geometryAt = heap._malloc(4 * geometryFields.length);
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test compiles the sources and compares
    kernels: exports as unknown as SimdKernels,
    address: ({ dataId }) => backend.getMemoryOffset(dataId),
    withScratch: (size, use) => {
      const address = heap._malloc(size);
      try {
        return use(address);
      } finally {
        heap._free(address);
      }
    },
    describe: (geometry) => {
      const fields = new Int32Array(heap.asm.memory.buffer, geometryAt, geometryFields.length);
      geometryFields.forEach((field, i) => (fields[i] = geometry[field]));
      return geometryAt;
    },
  };
  // oxlint-enable no-underscore-dangle
}
