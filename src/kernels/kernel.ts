import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  getKernel,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";

/** Runs a registered wasm kernel that has one output. Nothing lands on the gradient tape; the caller owns the output. */
export function runKernel(
  backend: BackendWasm,
  name: string,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap = {},
): TensorInfo {
  const output = getKernel(name, "wasm").kernelFunc({ inputs, attrs, backend });
  if (Array.isArray(output)) throw new TypeError(`kernel ${name} has more than one output`);
  return output;
}

/** Gives intermediate tensors back to the heap. */
export function free(backend: BackendWasm, tensors: Iterable<TensorInfo>): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}

/**
 * The values of a tensor where they lie on the heap; writing changes the tensor. An allocation may move the heap and
 * empties every view: allocate outputs first, take views after.
 */
export function heapView(
  backend: BackendWasm,
  tensor: TensorInfo,
): Float32Array | Int32Array | Uint8Array {
  const view = backend.typedArrayFromHeap(tensor);
  if (view instanceof Uint8ClampedArray) throw new TypeError("a tensor's values are never clamped");
  return view;
}

/** A kernel's inputs, all given; tfjs types each as perhaps missing. */
export type Given<Inputs> = { readonly [Name in keyof Inputs]-?: NonNullable<Inputs[Name]> };

/** Puts `kernel` in the place of the wasm backend's own kernel of that name, or adds it where there is none. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names what the kernel is handed
export function replaceKernel<Inputs, Attributes>(
  name: string,
  kernel: (inputs: Inputs, attributes: Attributes) => TensorInfo | TensorInfo[],
): void {
  const own = registered(name);
  if (own !== undefined) unregisterKernel(name, "wasm");
  registerKernel({
    ...own,
    kernelName: name,
    backendName: "wasm",
    // tfjs hands every kernel open maps; the operation that calls it has checked what they hold.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    kernelFunc: ({ inputs, attrs }) => kernel(inputs as Inputs, attrs as Attributes),
  });
}

/** The kernel that stands under a name now, to be called by its replacement. */
export function standingKernel(
  backend: BackendWasm,
  name: string,
): (inputs: NamedTensorInfoMap, attrs: NamedAttrMap) => TensorInfo {
  const { kernelFunc } = getKernel(name, "wasm");
  return (inputs, attrs) => {
    const output = kernelFunc({ inputs, attrs, backend });
    if (Array.isArray(output)) throw new TypeError(`kernel ${name} has more than one output`);
    return output;
  };
}

function registered(name: string): KernelConfig | undefined {
  // tfjs types a missing kernel as present.
  return getKernel(name, "wasm");
}
