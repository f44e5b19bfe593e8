import type { Tensor, Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import { cosineOfTurn, sineOfTurn } from "./turns.ts";

/** A discrete Fourier transform, both parts `[batch, height, width, channels]`, frequency 0 first on each axis. */
export interface Spectrum {
  readonly real: Tensor4D;
  readonly imaginary: Tensor4D;
}

/**
 * The two-dimensional discrete Fourier transform of real images `[batch, height, width, channels]`, each channel by itself:
 * F[u, v] = Σ x[p, q] · e^(−2πi (up / height + vq / width)), as products with matrices of cosines and sines.
 * Differentiable; the caller owns both parts.
 */
export function fourierTransform(tf: Tf, images: Tensor4D): Spectrum {
  const [, height, width] = images.shape;
  const [real, imaginary] = inTidy(tf, () => {
    const rows = planes(tf, images);
    const across = waves(tf, width);
    const down = waves(tf, height);
    const cosines = turned(tf, along(tf, rows, across.cosines));
    const sines = turned(tf, along(tf, rows, across.sines));
    return [
      tf.sub(along(tf, cosines, down.cosines), along(tf, sines, down.sines)),
      tf.neg(tf.add(along(tf, cosines, down.sines), along(tf, sines, down.cosines))),
    ].map((part) => turnedImages(tf, part));
  });
  return { real, imaginary };
}

/** The real part of the inverse transform, which is all of it where the spectrum is that of real images. */
export function inverseFourierTransform(tf: Tf, { real, imaginary }: Spectrum): Tensor4D {
  return tf.tidy(() => {
    const [, height, width] = real.shape;
    const across = waves(tf, width);
    const down = waves(tf, height);
    const [a, b] = [planes(tf, real), planes(tf, imaginary)];
    const cosines = tf.sub<Tensor4D>(along(tf, a, across.cosines), along(tf, b, across.sines));
    const sines = tf.add<Tensor4D>(along(tf, a, across.sines), along(tf, b, across.cosines));
    const sum = tf.sub(
      along(tf, turned(tf, cosines), down.cosines),
      along(tf, turned(tf, sines), down.sines),
    );
    return turnedImages(tf, tf.div(sum, height * width));
  });
}

/** A set of frequencies, in cycles over the picture's height and width; negative ones count by their size. */
export interface Band {
  /** Whether the length of a frequency counts, or the larger of its two parts. */
  readonly shape: "circle" | "square";
  /** Only frequencies beyond this one; then never the mean (frequency 0). Default: from the mean on. */
  readonly above?: number;
  /** Only frequencies up to this one, itself included. Default: no end. */
  readonly upTo?: number;
}

/**
 * What a band lets through of images `[batch, height, width, channels]`. `{ upTo: c }` is a low-pass that keeps the mean,
 * `{ above: c }` the high-pass that holds the rest: the two add up to the images. Differentiable; the caller owns the result.
 */
export function filtered(tf: Tf, images: Tensor4D, band: Band): Tensor4D {
  return tf.tidy(() => {
    const [, height, width] = images.shape;
    const mask = tf.tensor4d(frequencyMask(height, width, band), [1, height, width, 1]);
    const { real, imaginary } = fourierTransform(tf, images);
    return inverseFourierTransform(tf, {
      real: tf.mul<Tensor4D>(real, mask),
      imaginary: tf.mul<Tensor4D>(imaginary, mask),
    });
  });
}

/** 1 at the frequencies of a band, else 0: `[height, width]` row by row, in the order of a spectrum. */
export function frequencyMask(height: number, width: number, band: Band): Float32Array {
  const { shape, above = -1, upTo = Infinity } = band;
  return overFrequencies(height, width, (u, v) => {
    const isBeyond = shape === "circle" ? squared(u, v) > above ** 2 : Math.max(u, v) > above;
    const isWithin = shape === "circle" ? squared(u, v) <= upTo ** 2 : Math.max(u, v) <= upTo;
    return (above < 0 || isBeyond) && upTo >= 0 && isWithin ? 1 : 0;
  });
}

/**
 * The real image of length 1 whose spectrum is zero but at (u, v) and its mirror image (Yin et al. 2019, section 3), a cosine
 * with its crest on the first pixel: `[height, width]` row by row. Frequencies are integers, negative ones too.
 */
export function fourierBasis(height: number, width: number, u: number, v: number): Float32Array {
  const isOwnMirror = (2 * u) % height === 0 && (2 * v) % width === 0;
  const size = Math.sqrt((isOwnMirror ? 1 : 0.5) * height * width);
  return Float32Array.from({ length: height * width }, (_, place) => {
    const [p, q] = [Math.floor(place / width), place % width];
    return cosineOfTurn(u * p * width + v * q * height, height * width) / size;
  });
}

/**
 * Mean power |F|² / (height · width) of the frequencies whose length rounds to 0, 1, 2 … up to half of the shorter side (those in
 * the corners are left out), over the channels: `[batch, height, width, channels]` → `[batch, lengths]`. Differentiable.
 */
export function radialPower(tf: Tf, images: Tensor4D): Tensor2D {
  return tf.tidy<Tensor2D>(() => {
    const [batch, height, width] = images.shape;
    const lengths = Math.floor(Math.min(height, width) / 2) + 1;
    const { real, imaginary } = fourierTransform(tf, images);
    const power = tf.mean(tf.add(tf.square(real), tf.square(imaginary)), 3);
    const flat = tf.reshape(power, [batch, height * width]);
    return tf.matMul(flat, tf.tensor2d(rings(height, width, lengths), [height * width, lengths]));
  });
}

/** For each frequency its share of the mean of its length, `[height · width, lengths]`. */
function rings(height: number, width: number, lengths: number): Float32Array {
  const ring = overFrequencies(height, width, (u, v) => Math.round(Math.sqrt(squared(u, v))));
  const counts = new Float64Array(lengths);
  for (const length of ring) if (length < lengths) counts[length] = (counts[length] ?? 0) + 1;
  const shares = new Float32Array(ring.length * lengths);
  ring.forEach((length, i) => {
    const count = counts[length];
    if (count !== undefined) shares[i * lengths + length] = 1 / (count * height * width);
  });
  return shares;
}

function overFrequencies(
  height: number,
  width: number,
  value: (u: number, v: number) => number,
): Float32Array {
  return Float32Array.from({ length: height * width }, (_, place) => {
    const [u, v] = [Math.floor(place / width), place % width];
    return value(Math.min(u, height - u), Math.min(v, width - v));
  });
}

function squared(u: number, v: number): number {
  return u * u + v * v;
}

function inTidy(tf: Tf, make: () => Tensor4D[]): [Tensor4D, Tensor4D] {
  const [first, second] = tf.tidy(make);
  if (first === undefined || second === undefined) throw new TypeError("a spectrum has two parts");
  return [first, second];
}

/** `[batch, height, width, channels]` → `[batch, channels, height, width]`. */
function planes(tf: Tf, images: Tensor4D): Tensor4D {
  return tf.transpose(images, [0, 3, 1, 2]);
}

/** `[batch, channels, height, width]` → `[batch, channels, width, height]`. */
function turned(tf: Tf, x: Tensor4D): Tensor4D {
  return tf.transpose(x, [0, 1, 3, 2]);
}

/** `[batch, channels, width, height]` → `[batch, height, width, channels]`. */
function turnedImages(tf: Tf, x: Tensor): Tensor4D {
  return tf.transpose(x as Tensor4D, [0, 3, 2, 1]);
}

/** x times a matrix, along its last axis. */
function along(tf: Tf, x: Tensor4D, matrix: Tensor2D): Tensor4D {
  const length = x.shape.at(-1) ?? 1;
  const product = tf.matMul(tf.reshape(x, [x.size / length, length]), matrix);
  return tf.reshape(product, x.shape);
}

/** The symmetric matrices cos(2πjk / n) and sin(2πjk / n). */
function waves(tf: Tf, n: number): { readonly cosines: Tensor2D; readonly sines: Tensor2D } {
  const place = (i: number): number => (Math.floor(i / n) * (i % n)) % n;
  const made = (wave: (part: number, whole: number) => number): Tensor2D => {
    const values = Float32Array.from({ length: n }, (_, k) => wave(k, n));
    return tf.tensor2d(
      Float32Array.from({ length: n * n }, (_, i) => values[place(i)] ?? 0),
      [n, n],
    );
  };
  return { cosines: made(cosineOfTurn), sines: made(sineOfTurn) };
}
