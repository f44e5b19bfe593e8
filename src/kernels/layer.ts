import {
  engine,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Rank,
  type Tensor,
} from "@tensorflow/tfjs-core";

/** Whether the engine at work has a kernel of ours; where it has not, an operation is put together from tfjs's. */
export function hasKernel(name: string): boolean {
  // tfjs types a missing kernel as present.
  const kernel: unknown = getKernel(name, engine().backendName);
  return kernel !== undefined;
}

/** Runs a kernel with one output as an operation: its gradient is on the tape. */
export function operate<R extends Rank>(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap = {},
): Tensor<R> {
  return engine().runKernel<Tensor<R>>(name, inputs, attributes);
}

/** The one tensor that tfjs hands over as perhaps several or none. */
export function single<T extends Tensor>(tensor: T | T[] | undefined): T {
  const found = Array.isArray(tensor) ? tensor[0] : tensor;
  if (found === undefined) throw new TypeError("a gradient is handed no tensor");
  return found;
}
