import { embedding, linear } from "@rtt/backend";
import type { Random } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";

/** One logit for each token: `x = h W^T + b` on its hidden state h. */
export interface RelevanceHead {
  /** Shape `[1, D]`. */
  readonly weight: tf.Variable<tf.Rank.R2>;
  /** Shape `[1]`. */
  readonly bias: tf.Variable<tf.Rank.R1>;
}

/** A head whose weights are drawn with standard deviation 1 / (D + 1), and whose bias is 0. */
export function newHead(hiddenSize: number, random: Random): RelevanceHead {
  const weight = Float32Array.from(
    { length: hiddenSize },
    () => random.normal() / (hiddenSize + 1),
  );
  return headOf(weight, Float32Array.of(0));
}

/** A head with given numbers: `weight` of shape `[D]`, `bias` of shape `[1]`. */
export function headOf(weight: Float32Array, bias: Float32Array): RelevanceHead {
  return tf.tidy(() => ({
    weight: tf.variable(tf.tensor2d(weight, [1, weight.length])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
}

/**
 * Logits at some places of a batch.
 *
 * @param hidden shape `[rows * width, D]`
 * @param places rows of `hidden`, shape `[N]`
 * @returns shape `[N]`; differentiable in hidden states, weight and bias
 */
export function headLogits(
  hidden: tf.Tensor2D,
  places: Int32Array,
  { weight, bias }: RelevanceHead,
): tf.Tensor1D {
  const chosen = embedding(hidden, places, true);
  return tf.add(tf.reshape(linear(chosen, weight, true), [places.length]), bias);
}
