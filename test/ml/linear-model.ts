import type { Tensor2D, Tf } from "#lab/tf.ts";
import type { Model } from "#ml/attack-losses.ts";
import type { Network } from "#ml/networks.ts";

export const side = 6;
export const pixels = side * side;

/**
 * Two classes on 6×6 images, told apart by a plane: the first logit is 0 and the second w · x + b, so that the nearest image of the other class
 * is |w · x + b| / ‖w‖₂ away in L2 and |w · x + b| / ‖w‖₁ in L∞. Logits are multiplied by `scale`, which moves no border.
 */
export function linearModel(scale = 1) {
  // No weight is 0, so that every pixel takes part in L∞.
  const w = Float32Array.from({ length: pixels }, (_, i) => ((i * 7) % 11) - 5.5);
  const b = 0.7;
  const network = {
    create: () => ({}),
    logits: (given: Tf, _: unknown, images: Parameters<Network["logits"]>[2]) => {
      const flat = given.reshape(images, [images.shape[0], pixels]);
      const second = given.add(given.matMul(flat, given.tensor2d(w, [pixels, 1])), b);
      const logits = given.concat([given.zerosLike(second), second], 1);
      return given.mul<Tensor2D>(logits, scale);
    },
  };
  const model = { network: network as unknown as Network, weights: {} } satisfies Model;
  const score = (image: ArrayLike<number>): number =>
    w.reduce((sum, weight, i) => sum + weight * (image[i] ?? 0), b);
  const l2 = Math.hypot(...w);
  const l1 = w.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return { model, w, score, l2, l1 };
}

/** Images near the middle of the pixels' range and so near the plane that a step across stays inside it. */
export function middleImages(count: number, random: { uniform(): number }): Float32Array {
  return Float32Array.from({ length: count * pixels }, () => 0.45 + 0.1 * random.uniform());
}
