import type { Scalar, Tensor, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";

export type Activation = "linear" | "relu";

export interface ConvolutionSettings {
  /** Pixels from one window to the next. */
  readonly stride: number;
  readonly pad: "same" | "valid";
  readonly activation: Activation;
  /** Side of the square of which max-pooling keeps the largest, 1 for none; its stride is the same. Cut-off squares count. */
  readonly pool: 1 | 2;
}

interface AdamSettings {
  /** The step's size, with the corrections for the moments' start at zero in it. */
  readonly rate: number;
  /** Share of the old moments that stays. */
  readonly decays: readonly [first: number, second: number];
  readonly epsilon: number;
}

/** What a network and its training are made of, as single operations: on our kernels they run several times faster than in parts. */
export interface Layers {
  /** activation(x · kernel + bias): x `[batch, in]`, kernel `[in, out]`, bias `[out]` → `[batch, out]`. */
  readonly dense: (x: Tensor, kernel: Tensor, bias: Tensor, activation: Activation) => Tensor2D;
  /** pool(activation(x ∗ kernel + bias)): x `[batch, height, width, in]`, kernel `[height, width, in, out]`, bias `[out]`. */
  readonly convolution: (
    x: Tensor4D,
    kernel: Tensor,
    bias: Tensor,
    settings: ConvolutionSettings,
  ) => Tensor4D;
  /**
   * A long short-term memory over a whole sequence, from a state of zeros: inputs `[steps, batch, 4 · units]` are what the gates
   * (input, forget, candidate, output) get from outside, bias included; kernel `[units, 4 · units]` applies to the state
   * before. → the states, `[steps, batch, units]`.
   */
  readonly lstm: (inputs: Tensor, kernel: Tensor) => Tensor3D;
  /**
   * A gated recurrent unit over a whole sequence, from a state of zeros (Cho et al. 2014, in PyTorch's form): inputs
   * `[steps, batch, 3 · units]` are what the gates (reset, update, candidate) get from outside, bias included; kernel
   * `[units, 3 · units]` applies to the state before; bias `[units]` is the one that the candidate's reset also scales:
   * n = tanh(xₙ + r · (h Wₙ + bias)), h′ = (1 − z) · n + z · h. → the states, `[steps, batch, units]`.
   */
  readonly gru: (inputs: Tensor, kernel: Tensor, bias: Tensor) => Tensor3D;
  /** Mean of −Σ targets · log softmax(logits), both `[batch, classes]`; has no gradient for the targets. */
  readonly softmaxCrossEntropy: (logits: Tensor, targets: Tensor) => Scalar;
  /** One step of Adam (Kingma and Ba 2015, algorithm 1): the new weights and moments, owned by the caller. */
  readonly adam: (
    weights: Tensor,
    gradient: Tensor,
    moments: readonly [first: Tensor, second: Tensor],
    settings: AdamSettings,
  ) => [weights: Tensor, first: Tensor, second: Tensor];
}
