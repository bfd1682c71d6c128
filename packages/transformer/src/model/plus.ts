import * as tf from "@tensorflow/tfjs-core";

/**
 * `a + b` of one shape. Unlike `tf.add` it keeps neither for the backward pass, which is a third of
 * what a layer with adapters would hold.
 */
export function plus<R extends tf.Rank>(a: tf.Tensor<R>, b: tf.Tensor<R>): tf.Tensor<R> {
  return sum(a, b) as tf.Tensor<R>;
}

// TF.js disposes of a gradient that it has added to another, so each input gets its own.
const sum = tf.customGrad((...inputs) => ({
  value: tf.add(inputs[0] as tf.Tensor, inputs[1] as tf.Tensor),
  gradFunc: (dy: tf.Tensor) => [tf.clone(dy), tf.clone(dy)],
}));
