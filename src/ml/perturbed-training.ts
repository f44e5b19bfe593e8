import type { Random } from "#lab/runtime.ts";
import type { Tensor4D, Tf } from "#lab/tf.ts";

import { type Goal, lossTowards } from "./attack-losses.ts";
import { attack } from "./attacks.ts";
import type { Training } from "./pretrained-manifest.ts";
import type { Lesson } from "./training.ts";

/**
 * The images that are learnt in place of a batch's own; undefined where training is standard. Adversarial ones follow Madry et al. 2018,
 * eq. 2.1, by untargeted steps of 2.5 epsilon / steps from the images themselves; epsilon grows from 0 to its full size over
 * `rampEpochs`, since a network that meets it at once may never learn more than a constant answer.
 */
export function perturbation(
  tf: Tf,
  training: Training,
  random: Random,
): ((lesson: Lesson) => Tensor4D) | undefined {
  switch (training.kind) {
    case "standard":
      return undefined;
    case "noise":
      return ({ images }) => noisy(tf, images, training.sigma, random);
    case "adversarial":
      return ({ model, images, labels, epoch }) => {
        const { norm, steps, rampEpochs } = training;
        const part = rampEpochs === 0 ? 1 : Math.min(1, epoch / rampEpochs);
        const goal: Goal = { kind: "untargeted", labels };
        const settings = { norm, epsilon: training.epsilon * part, steps };
        return attack(tf, lossTowards(tf, model, goal), images, settings);
      };
  }
}

/** Passes there and back that a step costs: its own, and one for each step of an attack. */
export function passesOfStep(training: Training): number {
  return training.kind === "adversarial" ? 1 + training.steps : 1;
}

function noisy(tf: Tf, images: Tensor4D, sigma: number, random: Random): Tensor4D {
  return tf.tidy(() => {
    const noise = Float32Array.from({ length: images.size }, () => sigma * random.normal());
    return tf.clipByValue<Tensor4D>(tf.add(images, tf.tensor4d(noise, images.shape)), 0, 1);
  });
}
