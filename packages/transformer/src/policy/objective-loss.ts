import type { Objective, SequenceLoss } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";

/** One sequence's share of a loss: its rows over trained tokens, and its weight. */
export interface ObjectiveRow {
  /** Nats, shape `[T]`. */
  readonly oldLogProbs: ArrayLike<number>;
  readonly advantages: ArrayLike<number>;
  /** Weight of every token of the sequence in the loss of the whole batch. */
  readonly weight: number;
}

/**
 * An objective over log-probabilities that are still on the backend: they come to the CPU once, the
 * objective gives value and derivative in Float64, and the derivative goes back as the gradient.
 *
 * @param newLogProbs shape `[N]`, the rows' tokens one after the other
 * @param observe sees each row's new log-probabilities and losses
 */
export function objectiveLoss(
  newLogProbs: tf.Tensor1D,
  objective: Objective,
  rows: readonly ObjectiveRow[],
  observe: (row: number, newLogProbs: Float32Array, loss: SequenceLoss) => void,
): tf.Scalar {
  const loss = tf.customGrad((...inputs: unknown[]) => {
    const values = (inputs[0] as tf.Tensor1D).dataSync<"float32">();
    const slopes = new Float32Array(values.length);
    let total = 0;
    let start = 0;
    rows.forEach(({ oldLogProbs, advantages, weight }, row) => {
      const news = values.subarray(start, start + oldLogProbs.length);
      const result = objective.sequence(news, oldLogProbs, advantages);
      result.lossT.forEach((value) => (total += weight * value));
      result.derivativeT.forEach((slope, t) => (slopes[start + t] = weight * slope));
      observe(row, news, result);
      start += oldLogProbs.length;
    });
    const gradient = tf.tensor1d(slopes);
    (inputs[1] as tf.GradSaveFunc)([gradient]);
    return {
      value: tf.scalar(total),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(saved!, dy),
    };
  });
  return loss(newLogProbs);
}
