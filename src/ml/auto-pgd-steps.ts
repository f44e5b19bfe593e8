/** What a step has done to each image of a batch. */
interface Judged {
  /** 1 where the loss is the highest so far. */
  readonly isBest: Uint8Array;
  /** 1 where the step is halved and the walk goes back to the best point. */
  readonly isHalved: Uint8Array;
}

export interface StepControl {
  readonly bestLosses: Float32Array;
  readonly stepSizes: Float32Array;
  /** Takes in the losses after a step; steps count from 1. */
  judge(step: number, losses: Float32Array): Judged;
}

/** Share of a stretch's steps that must raise the loss if the step is to stay as long as it is (Croce and Hein 2020, ρ). */
const share = 0.75;

/**
 * Steps of 2 epsilon, halved at checkpoints image by image (Croce and Hein 2020, § 4 and algorithm 1): where fewer than 75 % of the steps
 * since the last checkpoint raised the loss, or where neither the step nor the best loss has changed since then.
 */
export function controlSteps(
  firstLosses: Float32Array,
  { epsilon, steps }: { readonly epsilon: number; readonly steps: number },
): StepControl {
  const count = firstLosses.length;
  const stepSizes = new Float32Array(count).fill(2 * epsilon);
  const bestLosses = Float32Array.from(firstLosses);
  const raised = new Uint32Array(count);
  const losses = Float32Array.from(firstLosses);
  const checkpoints = checkpointsOf(steps);
  // As they stood at the last checkpoint, before its halving.
  const last = { step: 0, sizes: stepSizes.slice(), losses: bestLosses.slice() };

  const isStalled = (i: number, taken: number): boolean =>
    (raised[i] ?? 0) < share * taken ||
    (stepSizes[i] === last.sizes[i] && bestLosses[i] === last.losses[i]);

  return {
    bestLosses,
    stepSizes,
    judge(step, found) {
      const isBest = found.map((loss, i) => (loss > (bestLosses[i] ?? 0) ? 1 : 0));
      for (const [i, loss] of found.entries()) {
        if (loss > (losses[i] ?? 0)) raised[i] = (raised[i] ?? 0) + 1;
        if (isBest[i] === 1) bestLosses[i] = loss;
        losses[i] = loss;
      }
      const isHalved = new Uint8Array(count);
      if (checkpoints.has(step)) {
        for (let i = 0; i < count; i += 1) isHalved[i] = isStalled(i, step - last.step) ? 1 : 0;
        last.step = step;
        last.sizes.set(stepSizes);
        last.losses.set(bestLosses);
        raised.fill(0);
        for (let i = 0; i < count; i += 1) {
          if (isHalved[i] === 0) continue;
          stepSizes[i] = (stepSizes[i] ?? 0) / 2;
          losses[i] = bestLosses[i] ?? 0;
        }
      }
      return { isBest: Uint8Array.from(isBest), isHalved };
    },
  };
}

/** Steps after which a halving is considered: ⌈p_j · steps⌉ with p_1 = 0.22 and p_(j+1) = p_j + max(p_j − p_(j−1) − 0.03, 0.06). */
export function checkpointsOf(steps: number): Set<number> {
  const found = new Set<number>();
  // In hundredths, so that the sums are exact.
  let [before, at] = [0, 22];
  while (at <= 100) {
    found.add(Math.ceil((at * steps) / 100));
    [before, at] = [at, at + Math.max(at - before - 3, 6)];
  }
  return found;
}
