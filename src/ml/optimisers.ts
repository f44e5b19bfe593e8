/** First-order optimisers whose state is in the caller's hands. */
import type { Tensor, Tf } from "#lab/tf.ts";

import { at, named, type Weights } from "./weights.ts";

/** Tensors that an optimiser carries from step to step, each list in the order of the weights, and the steps taken. */
export interface OptimiserState {
  readonly moments: readonly (readonly Tensor[])[];
  readonly steps: number;
}

export interface Optimiser {
  /** The state before the first step; the caller disposes it. */
  readonly start: (tf: Tf, weights: Weights) => OptimiserState;
  /** New weights and state after one step of length `rate` down `gradients`, which are in the order of the weights; nothing is disposed. */
  readonly step: (
    tf: Tf,
    weights: Weights,
    gradients: readonly Tensor[],
    state: OptimiserState,
    rate: number,
  ) => { readonly weights: Weights; readonly state: OptimiserState };
}

interface AdamSettings {
  /** β₁ and β₂, the share of the old moments that stays. */
  readonly decays?: readonly [number, number];
  readonly epsilon?: number;
  /** λ of decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2); 0 is Adam itself. */
  readonly weightDecay?: number;
}

/** Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay AdamW. */
export function adam({
  decays = [0.9, 0.999],
  epsilon = 1e-8,
  weightDecay = 0,
}: AdamSettings = {}): Optimiser {
  const [decay1, decay2] = decays;
  return {
    start: (tf, weights) => ({ moments: [zeros(tf, weights), zeros(tf, weights)], steps: 0 }),
    step: (tf, weights, gradients, { moments: [first = [], second = []], steps }, rate) => {
      const count = steps + 1;
      const corrected = (rate * Math.sqrt(1 - decay2 ** count)) / (1 - decay1 ** count);
      const after = Object.values(weights).map((weight, i) => {
        const kept = weightDecay === 0 ? weight : tf.mul(weight, 1 - rate * weightDecay);
        return tf.adam(kept, at(gradients, i), [at(first, i), at(second, i)], {
          rate: corrected,
          decays,
          epsilon,
        });
      });
      return {
        weights: named(
          Object.keys(weights),
          after.map(([weight]) => weight),
        ),
        state: {
          moments: [after.map(([, moment]) => moment), after.map(([, , moment]) => moment)],
          steps: count,
        },
      };
    },
  };
}

interface SgdSettings {
  /** Share of the old velocity that stays; 0 is plain gradient descent. */
  readonly momentum?: number;
  /** λ of the penalty λ/2 ‖w‖², added to the gradient. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent with momentum (Sutskever et al. 2013, eq. 1 and 2, the rate outside the velocity): v ← μ v + g + λ w, w ← w − rate · v. */
export function sgd({ momentum = 0, weightDecay = 0 }: SgdSettings = {}): Optimiser {
  return {
    start: (tf, weights) => ({ moments: [zeros(tf, weights)], steps: 0 }),
    step: (tf, weights, gradients, { moments: [velocities = []], steps }, rate) => {
      const after = Object.values(weights).map((weight, i) => {
        const slope =
          weightDecay === 0
            ? at(gradients, i)
            : tf.add(at(gradients, i), tf.mul(weight, weightDecay));
        const velocity = tf.add(tf.mul(at(velocities, i), momentum), slope);
        return [tf.sub(weight, tf.mul(velocity, rate)), velocity] as const;
      });
      return {
        weights: named(
          Object.keys(weights),
          after.map(([weight]) => weight),
        ),
        state: { moments: [after.map(([, velocity]) => velocity)], steps: steps + 1 },
      };
    },
  };
}

/** The tensors of a state, to be kept or disposed. */
export function stateTensors({ moments }: OptimiserState): Tensor[] {
  return moments.flat();
}

function zeros(tf: Tf, weights: Weights): Tensor[] {
  return Object.values(weights).map((weight) => tf.zerosLike(weight));
}
