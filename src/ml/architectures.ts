/** Networks as plain data: what a page may know of one without a tensor. `networks.ts` builds them. */

/** Height, width and channels of an image. */
export type ImageShape = readonly [height: number, width: number, channels: number];

export type Architecture =
  /** Dense layers of rectified units; none is softmax regression. */
  | { readonly kind: "dense"; readonly hidden: readonly number[] }
  /** 3×3 convolutions, rectified, each behind it a max-pool of 2×2; then one hidden layer. */
  | { readonly kind: "pooled"; readonly channels: readonly number[]; readonly hidden: number }
  /** 5×5 convolutions, rectified, two pixels a step; then one hidden layer. */
  | { readonly kind: "strided"; readonly channels: readonly number[]; readonly hidden: number }
  /** A 3×3 convolution of two pixels a step, then one residual block (He et al. 2016) for each number of channels, all but the first halving the image; their mean over the image. */
  | { readonly kind: "residual"; readonly channels: readonly number[] };

/** By the names that parameters take. */
export const architectures = {
  linear: { kind: "dense", hidden: [] },
  mlp: { kind: "dense", hidden: [128] },
  "mlp-narrow": { kind: "dense", hidden: [32] },
  "mlp-deep": { kind: "dense", hidden: [128, 64, 64] },
  conv: { kind: "pooled", channels: [16, 32], hidden: 64 },
  "conv-strided": { kind: "strided", channels: [16, 32], hidden: 64 },
  "conv-narrow": { kind: "pooled", channels: [8, 8], hidden: 32 },
  residual: { kind: "residual", channels: [16, 32] },
} as const satisfies Readonly<Record<string, Architecture>>;
export type ArchitectureName = keyof typeof architectures;

/** For readers. */
export const architectureTitles: Readonly<Record<ArchitectureName, string>> = {
  linear: "Softmax regression",
  mlp: "One hidden layer",
  "mlp-narrow": "One narrow hidden layer",
  "mlp-deep": "Three hidden layers",
  conv: "Small convolutional net",
  "conv-strided": "Strided convolutional net",
  "conv-narrow": "Narrow convolutional net",
  residual: "Residual net",
};

/** A layer with weights: the places where it is applied to an image, the inputs of a unit and the units. */
export interface Layer {
  readonly places: number;
  readonly inputs: number;
  readonly units: number;
}

/** All layers with weights, for images of that shape. */
export function layersOf(
  architecture: Architecture,
  [height, width, channels]: ImageShape,
  classes: number,
): Layer[] {
  switch (architecture.kind) {
    case "dense":
      return denseLayers(height * width * channels, [...architecture.hidden, classes]);
    case "pooled":
    case "strided": {
      const isPooled = architecture.kind === "pooled";
      const layers: Layer[] = [];
      let [h, w, from] = [height, width, channels];
      for (const to of architecture.channels) {
        const [nextH, nextW] = [half(h), half(w)];
        const places = isPooled ? h * w : nextH * nextW;
        layers.push({ places, inputs: (isPooled ? 9 : 25) * from, units: to });
        [h, w, from] = [nextH, nextW, to];
      }
      return [...layers, ...denseLayers(h * w * from, [architecture.hidden, classes])];
    }
    case "residual": {
      const [first = 0] = architecture.channels;
      let [h, w, from] = [half(height), half(width), first];
      const layers: Layer[] = [{ places: h * w, inputs: 9 * channels, units: first }];
      architecture.channels.forEach((to, block) => {
        if (block > 0) [h, w] = [half(h), half(w)];
        layers.push({ places: h * w, inputs: 9 * from, units: to });
        layers.push({ places: h * w, inputs: 9 * to, units: to });
        if (block > 0) layers.push({ places: h * w, inputs: from, units: to });
        from = to;
      });
      return [...layers, ...denseLayers(from, [classes])];
    }
  }
}

/** Multiply-adds of one image's forward pass. */
export function macsOf(architecture: Architecture, input: ImageShape, classes: number): number {
  return layersOf(architecture, input, classes).reduce(
    (sum, { places, inputs, units }) => sum + places * inputs * units,
    0,
  );
}

/** Weights and biases. */
export function parametersOf(
  architecture: Architecture,
  input: ImageShape,
  classes: number,
): number {
  return layersOf(architecture, input, classes).reduce(
    (sum, { inputs, units }) => sum + (inputs + 1) * units,
    0,
  );
}

function denseLayers(inputs: number, units: readonly number[]): Layer[] {
  return units.map((to, i) => ({ places: 1, inputs: units[i - 1] ?? inputs, units: to }));
}

/** Length of a side of `length` after steps of two pixels, or pools of two, that count what is cut off. */
function half(length: number): number {
  return Math.ceil(length / 2);
}
