/** Numbers of an IDX file (LeCun's format: two zero bytes, type, rank, big-endian lengths, data). */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** Reads unsigned-byte IDX data; `name` says in an error which file it was. */
export function readIdx(bytes: Uint8Array, name: string): IdxArray {
  const refuse = (what: string): never => {
    throw new Error(
      `${name} is not an IDX file of unsigned bytes: ${what}; fetch it again with npm run data`,
    );
  };
  if (bytes.length < 4) refuse(`it has ${bytes.length} bytes`);
  const [zero0, zero1, type, rank] = bytes;
  if (zero0 !== 0 || zero1 !== 0 || type !== 8) refuse("its first bytes are not 0, 0, 8");
  const dimensions = rank ?? 0;
  if (dimensions < 1 || dimensions > 4) refuse(`its rank is ${dimensions}`);
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) refuse("it ends within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== start + count) {
    refuse(`shape ${shape.join("×")} needs ${start + count} bytes, it has ${bytes.length}`);
  }
  return { shape, data: bytes.subarray(start) };
}
