/** Steps of the attack on a network; it is nearly linear over such distances, so few suffice. */
export const attackSteps = 5;
export const learningRate = 0.001;

/** What bytes of pictures in an outcome say: pixel values from −`byteRange` to `byteRange`. */
export const byteRange = 1.25;

/** The 2-D twin: its pictures have two pixels, and noise so large that it can be drawn. */
export const twin = {
  count: 40,
  noise: 0.8,
  width: 64,
  learningRate: 0.005,
  /** Cells on a side of the drawn plane, which reaches from −`reach` to `reach`. */
  cells: 48,
  reach: 2,
  epsilon: 0.1,
  tests: 400,
} as const;

/** Exams over a training. */
const exams = 20;

interface Sizes {
  readonly side: number;
  readonly images: number;
  readonly epsilon: number;
  readonly epochs: number;
  readonly width: number;
  readonly twinSteps: number;
  readonly testSize: number;
}

export function isExam(epoch: number, { epochs }: Pick<Sizes, "epochs">): boolean {
  return epoch % Math.max(1, Math.floor(epochs / exams)) === 0 || epoch === epochs;
}

/** Distances at which models are compared: the chosen epsilon is the fourth. */
export function comparedEpsilons({ epsilon }: Pick<Sizes, "epsilon">): number[] {
  return [0, 0.25, 0.5, 1, 1.5, 2, 3].map((factor) => Math.round(1e6 * factor * epsilon) / 1e6);
}

/** Training set sizes of the linear model, from far fewer pictures than pixels to twice as many. */
export function linearSizes({ side }: Pick<Sizes, "side">): number[] {
  return [1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 3 / 2, 2].map((part) =>
    Math.max(4, Math.round(part * side * side)),
  );
}

/** Units of a run: an epoch of either network, a fit of either linear model, a step of the twin. */
export function countUnits(params: Sizes): number {
  return 2 * params.epochs + 2 * (1 + linearSizes(params).length) + twinUnits(params) + 1;
}

/** Steps of the twin in a unit. */
export const twinStepsAUnit = 20;

function twinUnits({ twinSteps }: Pick<Sizes, "twinSteps">): number {
  return Math.ceil(twinSteps / twinStepsAUnit);
}

/** Multiply-adds of the whole run. */
export function runMacs(params: Sizes): number {
  const { side, images, epochs, width, testSize, twinSteps } = params;
  const size = side * side;
  const forward = size * width + width * width + 2 * width;
  const examined = 2 * exams + 3 * comparedEpsilons(params).length;
  const training = 2 * epochs * images * 3 * forward;
  const examining = examined * testSize * (2 + 3 * attackSteps) * forward;
  const fits = [images, ...linearSizes(params)].reduce(
    (sum, count) => sum + Math.min(count, size) ** 2 * Math.max(count, size),
    0,
  );
  return training + examining + 2 * fits + twinSteps * 5e6;
}
