import * as tf from "@tensorflow/tfjs-core";
import { rowChunks } from "./row-chunks.ts";

/** The two directions of the output head; `inverse` is 1 / temperature. */
export interface Head {
  forward(
    hidden: tf.Tensor2D,
    weight: tf.Tensor2D,
    targets: Int32Array,
    inverse: number,
  ): { logProbs: tf.Tensor1D; entropy: Float32Array };
  /** dHidden, and dWeight where trainable. */
  backward(
    hidden: tf.Tensor2D,
    weight: tf.Tensor2D,
    targets: Int32Array,
    inverse: number,
    dy: tf.Tensor1D,
    trainable: boolean,
  ): tf.Tensor2D[];
}

/** The head from TF.js operations, for backends without kernels of ours. */
export const composedHead: Head = {
  forward(hidden, weight, targets, inverse) {
    const entropy = new Float32Array(targets.length);
    const logProbs = tf.tidy(() => {
      const parts = rowChunks(targets.length, weight.shape[0]).map(([start, end]) => {
        const part = tf.tidy(() => {
          const all = tf.logSoftmax(logitsOf(hidden, weight, start, end, inverse));
          const wanted = oneHot(targets, start, end, weight.shape[0]);
          const surprise = tf.neg(tf.sum(tf.mul(tf.exp(all), all), 1));
          return [tf.sum(tf.mul(all, wanted), 1), surprise] as [tf.Tensor1D, tf.Tensor1D];
        });
        entropy.set(part[1].dataSync(), start);
        return part[0];
      });
      return tf.concat1d(parts);
    });
    return { logProbs, entropy };
  },
  backward(hidden, weight, targets, inverse, dy, trainable) {
    return tf.tidy(() => {
      let dw = trainable ? tf.zeros<tf.Rank.R2>(weight.shape) : undefined;
      const parts = rowChunks(targets.length, weight.shape[0]).map(([start, end]) => {
        const p = tf.softmax(logitsOf(hidden, weight, start, end, inverse));
        const pull = tf.sub(oneHot(targets, start, end, weight.shape[0]), p);
        const slope = tf.mul(tf.slice(dy, [start], [end - start]), inverse);
        const dlogits = tf.mul<tf.Tensor2D>(pull, tf.expandDims(slope, 1));
        if (dw !== undefined)
          dw = tf.add<tf.Tensor2D>(dw, tf.matMul(dlogits, rowsOf(hidden, start, end), true));
        return tf.matMul<tf.Tensor2D>(dlogits, weight);
      });
      return [tf.concat2d(parts, 0), ...(dw === undefined ? [] : [dw])];
    });
  },
};

function rowsOf(x: tf.Tensor2D, start: number, end: number): tf.Tensor2D {
  return tf.slice(x, [start, 0], [end - start, x.shape[1]]);
}

function logitsOf(
  hidden: tf.Tensor2D,
  weight: tf.Tensor2D,
  start: number,
  end: number,
  inverse: number,
): tf.Tensor2D {
  return tf.mul(tf.matMul(rowsOf(hidden, start, end), weight, false, true), inverse);
}

function oneHot(targets: Int32Array, start: number, end: number, vocabulary: number): tf.Tensor2D {
  return tf.oneHot(
    tf.tensor1d(targets.subarray(start, end), "int32"),
    vocabulary,
    1,
    0,
    "float32",
  ) as tf.Tensor2D;
}
