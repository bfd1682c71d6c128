import * as tf from "@tensorflow/tfjs-core";
import { withGradient } from "./with-gradient.ts";

/**
 * Linear map without bias: `y = x W^T`.
 *
 * @param x shape `[N, I]`
 * @param weight shape `[O, I]`
 * @param trainable whether a gradient of `weight` is computed; without, it counts as a constant
 * @returns shape `[N, O]`
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, trainable: boolean): tf.Tensor2D {
  return withGradient(trainable ? [x, weight] : [x], () => ({
    value: tf.matMul(x, weight, false, true),
    saved: trainable ? [x] : [],
    gradient: (dy, [input]) => {
      const dx = tf.matMul(dy, weight);
      return trainable ? [dx, tf.matMul(dy, input as tf.Tensor2D, true)] : [dx];
    },
  }));
}
