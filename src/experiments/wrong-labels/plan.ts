import { architectures, macsOf } from "#ml/architectures.ts";
import { imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

/** Images in a batch: one gradient over it costs about the same in training and in attack. */
export const batchSize = 100;

/** The networks that source and pupil may be. */
export type NetworkName = "mlp" | "conv";

interface Sizes {
  readonly dataset: string;
  readonly texture: number;
  readonly textures: number;
  readonly size: number;
  readonly steps: number;
  readonly doses: number;
  readonly epochs: number;
  readonly source: NetworkName;
  readonly pupil: NetworkName;
  readonly clothes: "none" | "fashion-mnist";
}

const passMacs = (network: NetworkName): number =>
  macsOf(architectures[network], imageShape("mnist"), classCount);

/** Units of work in one gradient of a network over one batch: so many times the smallest network's. */
export function unitsOf(network: NetworkName): number {
  return Math.round(passMacs(network) / passMacs("mlp"));
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export const unitMacs = 3 * batchSize * passMacs("mlp");

/** Units of a run: the experiment with its leakage-only controls, without it at each weaker texture and, if asked for, on clothes. */
export function countUnits(sizes: Sizes): number {
  const weaker = amplitudes(sizes).length - 1;
  const clothes = sizes.clothes === "none" ? 0 : 1;
  return (
    studyUnits(sizes, sizes.doses) +
    leakageUnits(sizes) +
    weaker * studyUnits(sizes, sizes.doses) +
    clothes * studyUnits(sizes, 1)
  );
}

/** The source and `doses` + 1 pupils are trained, `doses` whole sets attacked. */
function studyUnits({ size, steps, epochs, source, pupil }: Sizes, doses: number): number {
  const batches = Math.ceil(size / batchSize);
  const gradients = batches * (epochs + doses * steps);
  return gradients * unitsOf(source) + batches * (doses + 1) * epochs * unitsOf(pupil);
}

/** An early network, which studies one pass, and a pupil for either kind of labels. */
function leakageUnits({ size, epochs, source, pupil }: Sizes): number {
  return Math.ceil(size / batchSize) * (unitsOf(source) + 2 * epochs * unitsOf(pupil));
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
