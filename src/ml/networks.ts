import type { Random } from "#lab/runtime.ts";
import type { Tensor2D, Tensor4D, Tf } from "#lab/tf.ts";

import {
  type Architecture,
  architectures,
  type ArchitectureName,
  type ImageShape,
  layersOf,
  macsOf,
} from "./architectures.ts";
import { classCount } from "./images.ts";
import {
  convolution,
  convolutionWeights,
  dense,
  denseWeights,
  flat,
  globalAverage,
} from "./layers.ts";
import { residualBlock, residualWeights } from "./residual.ts";
import type { Weights } from "./weights.ts";

/** A classifier of images as pure functions of its weights. */
export interface Network {
  /** Fresh weights (He et al. 2015, eq. 10), biases zero; the caller disposes them. */
  readonly create: (tf: Tf, random: Random) => Weights;
  /** `[batch, height, width, channels]` → logits `[batch, classes]`. */
  readonly logits: (tf: Tf, weights: Weights, images: Tensor4D) => Tensor2D;
  /** Multiply-adds of one image's forward pass. */
  readonly macs: number;
}

/** A network whose logits are linear in the features of its last layer but one. */
export interface FeatureNetwork extends Network {
  /** `[batch, height, width, channels]` → activations of the last layer but one, `[batch, units]`; the images themselves where there is no hidden layer. */
  readonly features: (tf: Tf, weights: Weights, images: Tensor4D) => Tensor2D;
}

/** The network of an architecture for images of that shape. */
export function networkOf(
  architecture: Architecture,
  input: ImageShape,
  classes: number,
): FeatureNetwork {
  const body = bodyOf(architecture, input);
  const last = layersOf(architecture, input, classes).at(-1);
  const units = last?.inputs ?? 0;
  return {
    create: (tf, random) => ({
      ...body.create(tf, random),
      ...denseWeights(tf, random, "output", units, classes),
    }),
    features: body.features,
    logits: (tf, weights, images) =>
      dense(tf, weights, "output", body.features(tf, weights, images), "linear"),
    macs: macsOf(architecture, input, classes),
  };
}

type Body = Pick<FeatureNetwork, "create" | "features">;
type Of<Kind> = Extract<Architecture, { kind: Kind }>;

const ordinals = ["first", "second", "third", "fourth"] as const;
const ordinal = (i: number): string => ordinals[i] ?? `layer${i + 1}`;

/** All but the last layer. */
function bodyOf(architecture: Architecture, input: ImageShape): Body {
  switch (architecture.kind) {
    case "dense":
      return stacked(architecture, input);
    case "pooled":
      return convolutional(architecture, input, { side: 3, pool: 2 });
    case "strided":
      return convolutional(architecture, input, { side: 5, stride: 2 });
    case "residual":
      return residual(architecture, input);
  }
}

function stacked({ hidden }: Of<"dense">, [height, width, channels]: ImageShape): Body {
  const names = hidden.map((_, i) => (i === 0 ? "hidden" : `hidden${i + 1}`));
  const inputs = [height * width * channels, ...hidden];
  return {
    create: (tf, random) =>
      together(
        names.map((name, i) => denseWeights(tf, random, name, inputs[i] ?? 0, hidden[i] ?? 0)),
      ),
    features: (tf, weights, images) =>
      names.reduce((x, name) => dense(tf, weights, name, x, "relu"), flat(tf, images)),
  };
}

function residual({ channels }: Of<"residual">, [, , from]: ImageShape): Body {
  const [first = 0] = channels;
  const blocks = channels.map((to, i) => ({
    name: `block${i + 1}`,
    sizes: { from: channels[i - 1] ?? first, to },
    isHalving: i > 0,
  }));
  return {
    create: (tf, random) =>
      together([
        convolutionWeights(tf, random, "first", { side: 3, from, to: first }),
        ...blocks.map(({ name, sizes, isHalving }) =>
          residualWeights(tf, random, name, sizes, isHalving),
        ),
      ]),
    features: (tf, weights, images) => {
      const seen = convolution(tf, weights, "first", images, { stride: 2 });
      return globalAverage(
        tf,
        blocks.reduce(
          (x, { name, isHalving }) => residualBlock(tf, weights, name, x, isHalving),
          seen,
        ),
      );
    },
  };
}

/** Convolutions that each halve the image, by pools or by their steps, and a hidden layer. */
function convolutional(
  { channels, hidden }: Pick<Of<"pooled">, "channels" | "hidden">,
  [height, width, from]: ImageShape,
  { side, stride = 1, pool = 1 }: { side: number; stride?: number; pool?: 1 | 2 },
): Body {
  const names = channels.map((_, i) => ordinal(i));
  const halved = (length: number): number => channels.reduce((rest) => Math.ceil(rest / 2), length);
  const flatLength = halved(height) * halved(width) * (channels.at(-1) ?? from);
  return {
    create: (tf, random) =>
      together([
        ...channels.map((to, i) =>
          convolutionWeights(tf, random, ordinal(i), { side, from: channels[i - 1] ?? from, to }),
        ),
        denseWeights(tf, random, "hidden", flatLength, hidden),
      ]),
    features: (tf, weights, images) => {
      const seen = names.reduce(
        (x, name) => convolution(tf, weights, name, x, { stride, pool }),
        images,
      );
      return dense(tf, weights, "hidden", flat(tf, seen), "relu");
    },
  };
}

function together(parts: readonly Weights[]): Weights {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}

const digits: ImageShape = [28, 28, 1];

/** All architectures for 28 × 28 grey images in ten classes. */
export const networks = Object.fromEntries(
  Object.entries(architectures).map(([name, architecture]) => [
    name,
    networkOf(architecture, digits, classCount),
  ]),
) as Readonly<Record<ArchitectureName, FeatureNetwork>>;
