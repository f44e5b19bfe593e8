import type { Random } from "#lab/runtime.ts";
import { type ImageSet, pictureSize } from "#ml/images.ts";

/** The pictures at which `answers` differ from the set's labels, with the answers in their place, and the true labels beside them. */
export function mistakesOf(
  set: ImageSet,
  answers: Uint8Array,
): { readonly mistakes: ImageSet; readonly trueLabels: Uint8Array } {
  const wrong = Array.from({ length: set.count }, (_, i) => i).filter(
    (i) => answers[i] !== set.labels[i],
  );
  const size = pictureSize(set);
  const pixels = new Float32Array(wrong.length * size);
  wrong.forEach((from, to) => {
    pixels.set(set.pixels.subarray(from * size, (from + 1) * size), to * size);
  });
  const labels = Uint8Array.from(wrong, (i) => answers[i] ?? 0);
  const trueLabels = Uint8Array.from(wrong, (i) => set.labels[i] ?? 0);
  return { mistakes: { ...set, count: wrong.length, pixels, labels }, trueLabels };
}

/**
 * The same labels in random order, none of them the true one of its picture where that can be had: what comes to stand on its true
 * class changes places with the next label, in turn, that is wrong on both sides.
 */
export function shuffledWrong(
  labels: Uint8Array,
  trueLabels: Uint8Array,
  random: Random,
): Uint8Array {
  const order = random.permutation(labels.length);
  const shuffled = Uint8Array.from(order, (from) => labels[from] ?? 0);
  for (let i = 0; i < shuffled.length; i += 1) {
    const [label = 0, truth = 0] = [shuffled[i], trueLabels[i]];
    if (label !== truth) continue;
    for (let step = 1; step < shuffled.length; step += 1) {
      const other = (i + step) % shuffled.length;
      const offered = shuffled[other] ?? 0;
      if (offered === truth || label === trueLabels[other]) continue;
      shuffled[i] = offered;
      shuffled[other] = label;
      break;
    }
  }
  return shuffled;
}
