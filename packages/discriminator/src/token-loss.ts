import * as tf from "@tensorflow/tfjs-core";

/**
 * Binary cross-entropy with logits, summed over tokens:
 *
 *     loss = sum_i (1 - y[i]) softplus(x[i]) + p y[i] softplus(-x[i]),  softplus(x) = log(1 + e^x)
 *     d loss / d x[i] = (1 - y[i]) sigmoid(x[i]) - p y[i] sigmoid(-x[i])
 *
 * computed as `max(x, 0) + log(1 + e^-|x|)`, so that no logit overflows.
 *
 * @param logits x, shape `[N]`
 * @param labels y, 0 or 1, shape `[N]`
 * @param positiveWeight p, > 0: how much more a label 1 counts than a label 0
 * @returns scalar, nats; differentiable in the logits; call inside `tf.tidy`
 */
export function tokenLoss(
  logits: tf.Tensor1D,
  labels: tf.Tensor1D,
  positiveWeight: number,
): tf.Scalar {
  return tf.customGrad((input, save) => {
    const x = input as tf.Tensor1D;
    (save as tf.GradSaveFunc)([x, labels]);
    const rest = tf.log(tf.add(1, tf.exp(tf.neg(tf.abs(x)))));
    const unlabelled = tf.mul(tf.sub(1, labels), tf.add(tf.relu(x), rest));
    const labelled = tf.mul(labels, tf.add(tf.relu(tf.neg(x)), rest));
    return {
      value: tf.sum(tf.add(unlabelled, tf.mul(positiveWeight, labelled))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [logit, label] = saved as [tf.Tensor, tf.Tensor];
        const over = tf.mul(tf.sub(1, label), tf.sigmoid(logit));
        const under = tf.mul(label, tf.sigmoid(tf.neg(logit)));
        return tf.mul(dy, tf.sub(over, tf.mul(positiveWeight, under)));
      },
    };
  })(logits) as tf.Scalar;
}
