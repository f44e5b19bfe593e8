/** Images in a unit of work: one gradient over one batch, which costs about the same in training and in attack. */
export const batchSize = 100;

/** Multiply-adds of one image's forward pass, as in `#ml/networks.ts` (kept apart from it: a page imports no network). */
const forwardMacs = { mlp: 101_632, conv: 1_116_928 } as const;

interface Sizes {
  readonly dataset: string;
  readonly texture: number;
  readonly textures: number;
  readonly size: number;
  readonly steps: number;
  readonly doses: number;
  readonly epochs: number;
  readonly network: keyof typeof forwardMacs;
}

/** Units of a run: at each texture the source and `doses` + 1 pupils trained, `doses` whole sets attacked. */
export function countUnits(sizes: Sizes): number {
  const { size, steps, doses, epochs } = sizes;
  const batches = Math.ceil(size / batchSize);
  return amplitudes(sizes).length * batches * ((doses + 2) * epochs + doses * steps);
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ network }: Pick<Sizes, "network">): number {
  return 3 * batchSize * forwardMacs[network];
}

/** Amplitudes of the planted texture in the order of the run: the chosen one, then evenly spaced weaker ones from 0 up. Only strokes carry a texture. */
export function amplitudes({
  dataset,
  texture,
  textures,
}: Pick<Sizes, "dataset" | "texture" | "textures">): number[] {
  if (dataset !== "strokes") return [0];
  const weaker = Array.from(
    { length: textures - 1 },
    (_, i) => Math.round((1e6 * texture * i) / (textures - 1)) / 1e6,
  );
  return [texture, ...new Set(weaker.filter((amplitude) => amplitude < texture))];
}

/** How far the textures of two classes are apart in L2: random signs on 28 × 28 pixels differ in half of them, by twice the amplitude. */
export function textureDistance(amplitude: number): number {
  return Math.SQRT2 * 28 * amplitude;
}

/** The epsilons of the pupils after the control's 0: evenly spaced, the last is `epsilon`. */
export function doseEpsilons({ epsilon, doses }: { epsilon: number; doses: number }): number[] {
  return Array.from(
    { length: doses },
    (_, i) => Math.round((1e6 * epsilon * (i + 1)) / doses) / 1e6,
  );
}
