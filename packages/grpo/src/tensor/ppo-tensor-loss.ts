import * as tf from "@tensorflow/tfjs-core";
import { sequenceMeanTokenMean } from "../aggregation.ts";
import { clipBounds } from "../clip-range.ts";
import type { PpoOptions } from "../ppo.ts";

/** A padded batch; `trainable` is a boolean mask that is false on padding. All of shape `[N, T]`. */
export interface PpoTensorBatch {
  /** Nats; the differentiable input. */
  readonly newLogProbs: tf.Tensor2D;
  /** Nats. */
  readonly oldLogProbs: tf.Tensor2D;
  readonly advantages: tf.Tensor2D;
  readonly trainable: tf.Tensor2D;
}

/**
 * The objective `ppo` as a TF.js scalar, for training code of one's own:
 * `sum_n weights[n] sum_t -min(ratio A, clip(ratio) A)` over trainable tokens, with the weights of
 * the aggregation (default seq-mean-token-mean). Equal to `batchLoss(ppo(options), ...)`, gradient
 * included.
 *
 * Numbers on tokens that are not trainable are replaced before anything is computed, so that NaN
 * there reaches neither value nor gradient.
 *
 * @returns scalar; call inside `tf.tidy` or `tf.variableGrads`
 * @throws ConfigError when a clip is out of range
 *
 * Source: arXiv 2604.02795 equation 9.
 */
export function ppoTensorLoss(
  { newLogProbs, oldLogProbs, advantages, trainable }: PpoTensorBatch,
  { aggregation = sequenceMeanTokenMean, ...range }: PpoOptions = {},
): tf.Scalar {
  const { low, high } = clipBounds(range);
  const mask = tf.cast(trainable, "bool");
  const lengths = tf.tidy(() => tf.sum(tf.cast(mask, "int32"), 1).dataSync());
  const weights = tf.tensor2d([...aggregation([...lengths])], [lengths.length, 1]);
  const zeros = tf.zeros<tf.Rank.R2>(newLogProbs.shape);
  const credit = tf.where(mask, advantages, zeros);
  const priced = tf.logicalAnd(mask, tf.notEqual(credit, zeros));
  const ratio = tf.exp(
    tf.sub(tf.where(priced, newLogProbs, zeros), tf.where(priced, oldLogProbs, zeros)),
  );
  const gain = tf.minimum(tf.mul(ratio, credit), tf.mul(tf.clipByValue(ratio, low, high), credit));
  return tf.neg(tf.sum(tf.mul(gain, weights)));
}
