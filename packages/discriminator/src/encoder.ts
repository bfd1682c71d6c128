import type * as tf from "@tensorflow/tfjs-core";

/** The part of a decoder that a discriminator reads: hidden states, and the variables behind them. */
export interface Encoder {
  /** Size D of a hidden state. */
  readonly hiddenSize: number;
  /**
   * Hidden states after the last norm, differentiable in `trainable`; call inside `tf.tidy`.
   *
   * @param tokens ids, padded on the right, shape `[rows * width]`
   * @returns shape `[rows * width, D]`
   */
  hidden(tokens: Int32Array, rows: number, width: number): tf.Tensor2D;
  /** What training changes, by name: all weights, or adapters. */
  readonly trainable: ReadonlyMap<string, tf.Variable>;
}
