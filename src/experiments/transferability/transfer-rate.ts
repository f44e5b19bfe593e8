/** What networks see in test images, one number an image. */
interface Answers {
  readonly truth: Uint8Array;
  /** The source, in the attacked images. */
  readonly bySource: Uint8Array;
  /** The other network, in the clean images and in the attacked ones. */
  readonly clean: Uint8Array;
  readonly attacked: Uint8Array;
}

/** Of the images that the attack turns for the source, and that the other network gets right when clean: the share that is turned for it too. */
export function transferRate({ truth, bySource, clean, attacked }: Answers): {
  readonly share: number;
  readonly count: number;
} {
  let [count, turned] = [0, 0];
  truth.forEach((label, i) => {
    if (bySource[i] === label || clean[i] !== label) return;
    count += 1;
    if (attacked[i] !== label) turned += 1;
  });
  return { share: count === 0 ? 0 : turned / count, count };
}
