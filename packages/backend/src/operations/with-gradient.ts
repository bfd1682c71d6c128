import * as tf from "@tensorflow/tfjs-core";

/** A value and its gradient with respect to each input. */
export interface Differentiable<Value extends tf.Tensor> {
  readonly value: Value;
  /** Tensors that the gradient needs; they are kept alive for it. */
  readonly saved: readonly tf.Tensor[];
  /** Gradients in the order of the inputs. */
  readonly gradient: (dy: Value, saved: tf.Tensor[]) => tf.Tensor[];
}

/** An operation with a gradient of its own: TF.js differentiates with respect to `inputs` only. */
export function withGradient<Value extends tf.Tensor>(
  inputs: tf.Tensor[],
  run: () => Differentiable<Value>,
): Value {
  const differentiable = tf.customGrad((...parameters: unknown[]) => {
    const { value, saved, gradient } = run();
    (parameters.at(-1) as tf.GradSaveFunc)([...saved]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradient(dy as Value, kept),
    };
  });
  return differentiable(...inputs);
}
