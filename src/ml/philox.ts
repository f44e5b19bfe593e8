/** Four 32-bit words, each 0 to 2³²−1. */
export type Block = readonly [number, number, number, number];

/** Two 32-bit words, each 0 to 2³²−1. */
export type Key = readonly [number, number];

/** Philox4x32-10: a counter-based generator of 128-bit blocks (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3). */
export function philox([c0, c1, c2, c3]: Block, [k0, k1]: Key): Block {
  for (let round = 0; round < 10; round += 1) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** Upper 32 bits of the 64-bit product of two words; every intermediate stays below 2⁵³, so it is exact. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (cross >>> 16);
}
