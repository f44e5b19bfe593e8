/** Slices, splits, gathers and segment sums as copies of whole runs, straight on the heap. */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  GatherV2,
  type GatherV2Attrs,
  type GatherV2Inputs,
  Slice,
  slice_util,
  type SliceAttrs,
  type SliceInputs,
  SplitV,
  type SplitVAttrs,
  type SplitVInputs,
  type TensorInfo,
  Unpack,
  type UnpackAttrs,
  type UnpackInputs,
  UnsortedSegmentSum,
  type UnsortedSegmentSumAttrs,
  type UnsortedSegmentSumInputs,
  util,
} from "@tensorflow/tfjs-core";

import { type Given, heapView, replaceKernel, standingKernel } from "./kernel.ts";

/**
 * Slice, SplitV and Unpack, which the wasm backend precedes by a copy of the whole input (Unpack once for each part); GatherV2 along the first axis, which it
 * does element by element; UnsortedSegmentSum (the gradient of a gather), which it lacks.
 */
export function installRowKernels(backend: BackendWasm): void {
  replaceKernel<Given<SliceInputs>, SliceAttrs>(Slice, ({ x }, { begin, size }) => {
    const [first = [], extent = []] = slice_util.parseSliceParams(x, begin, size);
    return slice(backend, x, first, extent);
  });

  replaceKernel<Given<SplitVInputs>, SplitVAttrs>(SplitV, ({ x }, { numOrSizeSplits, axis }) => {
    const along = util.parseAxisParam(axis, x.shape)[0] ?? 0;
    let start = 0;
    return sizesOfSplit(x, numOrSizeSplits, along).map((length) => {
      const begin = x.shape.map((_, dimension) => (dimension === along ? start : 0));
      start += length;
      return slice(backend, x, begin, x.shape.with(along, length));
    });
  });

  replaceKernel<Given<UnpackInputs>, UnpackAttrs>(Unpack, ({ value }, { axis }) => {
    const along = util.parseAxisParam(axis, value.shape)[0] ?? 0;
    const shape = value.shape.toSpliced(along, 1);
    return Array.from({ length: value.shape[along] ?? 0 }, (_, i) => {
      const begin = value.shape.map((_length, dimension) => (dimension === along ? i : 0));
      return { ...slice(backend, value, begin, value.shape.with(along, 1)), shape };
    });
  });

  const gatherElements = standingKernel(backend, GatherV2);
  replaceKernel<Given<GatherV2Inputs>, GatherV2Attrs>(GatherV2, (inputs, { axis, batchDims }) => {
    const along = util.parseAxisParam(axis, inputs.x.shape)[0];
    if (along !== 0 || batchDims !== 0) return gatherElements(inputs, { axis, batchDims });
    return gatherRows(backend, inputs);
  });

  replaceKernel<Given<UnsortedSegmentSumInputs>, UnsortedSegmentSumAttrs>(
    UnsortedSegmentSum,
    ({ x, segmentIds }, { numSegments }) => sumSegments(backend, x, segmentIds, numSegments),
  );
}

function sizesOfSplit(x: TensorInfo, split: number | number[], axis: number): number[] {
  const length = x.shape[axis] ?? 0;
  if (typeof split === "number") {
    return Array.from({ length: split }, () => length / split);
  }
  const known = split.reduce((sum, size) => sum + Math.max(0, size), 0);
  return split.map((size) => (size < 0 ? length - known : size));
}

/** The block of `x` at `begin` of `size`: copies of the longest runs that lie whole in memory. */
function slice(
  backend: BackendWasm,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): TensorInfo {
  const output = backend.makeOutput([...size], x.dtype);
  const count = util.sizeFromShape([...size]);
  if (count === 0) return output;
  const source = heapView(backend, x);
  const target = heapView(backend, output);

  // Axes from `split` on are taken whole but for the first of them, so each run is one copy.
  let split = Math.max(0, x.shape.length - 1);
  while (split > 0 && size[split] === x.shape[split]) split -= 1;
  const strides = x.shape.map((_, axis) => util.sizeFromShape(x.shape.slice(axis + 1)));
  const run = util.sizeFromShape(size.slice(split));
  const first = begin.reduce((offset, start, axis) => offset + start * (strides[axis] ?? 1), 0);

  const index = Array.from({ length: split }, () => 0);
  let from = first;
  for (let to = 0; to < count; to += run) {
    copyRun(source, from, target, to, run);
    for (let axis = split - 1; axis >= 0; axis -= 1) {
      const stride = strides[axis] ?? 1;
      const position = (index[axis] ?? 0) + 1;
      from += stride;
      index[axis] = position;
      if (position < (size[axis] ?? 1)) break;
      from -= stride * position;
      index[axis] = 0;
    }
  }
  return output;
}

/** x [rows, …row], indices of any shape, each from 0 to rows − 1 → [...indices, …row]. */
function gatherRows(backend: BackendWasm, { x, indices }: Given<GatherV2Inputs>): TensorInfo {
  const [rows = 0, ...row] = x.shape;
  const length = util.sizeFromShape(row);
  const output = backend.makeOutput([...indices.shape, ...row], x.dtype);
  const source = heapView(backend, x);
  const target = heapView(backend, output);
  const chosen = heapView(backend, indices);
  for (let to = 0; to < chosen.length; to += 1) {
    const from = chosen[to] ?? 0;
    if (from < 0 || from >= rows) {
      backend.disposeData(output.dataId);
      throw new RangeError(`index ${from} of a gather is not from 0 to ${rows - 1}`);
    }
    copyRun(source, from * length, target, to * length, length);
  }
  return output;
}

/** Sums the rows of x [n, …row] by segment; a row whose segment is out of range is left out. → [segments, …row] */
function sumSegments(
  backend: BackendWasm,
  x: TensorInfo,
  segmentIds: TensorInfo,
  segments: number,
): TensorInfo {
  const row = x.shape.slice(segmentIds.shape.length);
  const length = util.sizeFromShape(row);
  const output = backend.makeOutput([segments, ...row], x.dtype);
  const source = heapView(backend, x);
  const target = heapView(backend, output);
  const ids = heapView(backend, segmentIds);
  target.fill(0);
  for (let from = 0; from < ids.length; from += 1) {
    const segment = ids[from] ?? 0;
    if (segment < 0 || segment >= segments) continue;
    for (let element = 0; element < length; element += 1) {
      const to = segment * length + element;
      target[to] = (target[to] ?? 0) + (source[from * length + element] ?? 0);
    }
  }
  return output;
}

type Values = Float32Array | Int32Array | Uint8Array;

function copyRun(source: Values, from: number, target: Values, to: number, length: number): void {
  // A loop beats the call for short runs.
  if (length >= 24) {
    target.set(source.subarray(from, from + length), to);
    return;
  }
  for (let i = 0; i < length; i += 1) target[to + i] = source[from + i] ?? 0;
}
