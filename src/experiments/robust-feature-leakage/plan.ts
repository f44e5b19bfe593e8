import { architectures, macsOf } from "#ml/architectures.ts";
import { type ImageDataSet, imageShape } from "#ml/data-sets.ts";
import { classCount } from "#ml/images.ts";

/** Images in a batch. */
export const batchSize = 100;

const kinds = ["rand", "det"] as const;
export type LabelKind = (typeof kinds)[number];

interface Sizes {
  readonly labels: LabelKind | "both";
  readonly dataset: ImageDataSet;
  readonly network: "mlp" | "conv";
  readonly size: number;
  readonly steps: number;
  readonly doses: number;
  readonly epochs: number;
  readonly linearEpochs: number;
}

/** The ways of choosing wrong labels that a run studies. */
export function kindsOf({ labels }: Pick<Sizes, "labels">): readonly LabelKind[] {
  return labels === "both" ? kinds : [labels];
}

/** Batches of the linear classifier in a unit of work, which is one gradient of the network over one batch. */
export function linearBatchesOfUnit({ network }: Pick<Sizes, "network">): number {
  return network === "conv" ? 10 : 1;
}

/** Units of a run: the templates, the source, and for each kind of label `doses` sets perturbed and `doses` + 1 pupils. */
export function countUnits(sizes: Sizes): number {
  const { size, steps, doses, epochs, linearEpochs } = sizes;
  const batches = Math.ceil(size / batchSize);
  const linear = Math.ceil((batches * linearEpochs) / linearBatchesOfUnit(sizes));
  const studied = kindsOf(sizes).length * (doses * steps + (doses + 1) * epochs);
  return linear + batches * (epochs + studied);
}

/** Multiply-adds of one unit: forward and backward are three forward passes. */
export function unitMacs({ network, dataset }: Pick<Sizes, "network" | "dataset">): number {
  return 3 * batchSize * macsOf(architectures[network], imageShape(dataset), classCount);
}

/** The epsilons after the control's 0: evenly spaced, the last is `epsilon`. */
export function doseEpsilons({ epsilon, doses }: { epsilon: number; doses: number }): number[] {
  return Array.from(
    { length: doses },
    (_, i) => Math.round((1e6 * epsilon * (i + 1)) / doses) / 1e6,
  );
}
