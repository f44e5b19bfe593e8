/**
 * Weights in few bytes, little-endian. `int8`: the scale of each output channel (the last axis) as a 32-bit float, then every weight as the whole
 * number nearest to weight / scale, −127 to 127. `float16`: IEEE 754 halves. `float32`: as they are.
 */
export const encodings = ["int8", "float16", "float32"] as const;
export type Encoding = (typeof encodings)[number];

export function encode(
  values: Float32Array,
  shape: readonly number[],
  encoding: Encoding,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(encodedLength(shape, encoding));
  const view = new DataView(bytes.buffer);
  switch (encoding) {
    case "float32":
      for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
      return bytes;
    case "float16":
      for (const [i, value] of values.entries()) view.setUint16(2 * i, halfBits(value), true);
      return bytes;
    case "int8": {
      const channels = channelsOf(shape);
      const scales = new Float32Array(channels);
      for (const [i, value] of values.entries()) {
        const channel = i % channels;
        scales[channel] = Math.max(scales[channel] ?? 0, Math.abs(value) / 127);
      }
      for (const [i, scale] of scales.entries()) view.setFloat32(4 * i, scale, true);
      for (const [i, value] of values.entries()) {
        const scale = scales[i % channels] ?? 0;
        // A scale below the smallest 32-bit float is 0, and so are its weights.
        const level = scale === 0 ? 0 : Math.round(value / scale);
        view.setInt8(4 * channels + i, Math.min(127, Math.max(-127, level)));
      }
      return bytes;
    }
  }
}

export function decode(
  bytes: Uint8Array,
  shape: readonly number[],
  encoding: Encoding,
): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = sizeOf(shape);
  switch (encoding) {
    case "float32":
      return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
    case "float16":
      return Float32Array.from({ length }, (_, i) => halfValue(view.getUint16(2 * i, true)));
    case "int8": {
      const channels = channelsOf(shape);
      const start = 4 * channels;
      return Float32Array.from(
        { length },
        (_, i) => view.getInt8(start + i) * view.getFloat32(4 * (i % channels), true),
      );
    }
  }
}

/** Bytes that a tensor of that shape takes. */
export function encodedLength(shape: readonly number[], encoding: Encoding): number {
  switch (encoding) {
    case "float32":
      return 4 * sizeOf(shape);
    case "float16":
      return 2 * sizeOf(shape);
    case "int8":
      return 4 * channelsOf(shape) + sizeOf(shape);
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function channelsOf(shape: readonly number[]): number {
  return shape.at(-1) ?? 1;
}

/** The half nearest to a number, ties to the even one; beyond 65,504 infinity. */
function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65_520) return sign | 0x7c00;
  // Below 2⁻¹⁴ halves are whole multiples of 2⁻²⁴; above, eleven binary digits of their own scale.
  let exponent = -14;
  while (size >= 2 ** (exponent + 1)) exponent += 1;
  const steps = roundToEven(size / 2 ** (exponent - 10));
  // A carry out of the eleven digits runs into the exponent's, as it should.
  return sign | ((exponent + 14) * 1024 + steps);
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
