import * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import { requireShape } from "../require-shape.ts";
import { withGradient } from "./with-gradient.ts";

/**
 * Root-mean-square normalization: `y = gain x / sqrt(mean x^2 + epsilon)` row by row
 * (arXiv 1910.07467).
 *
 * @param x shape `[N, D]`
 * @param gain shape `[D]`
 * @param trainable whether a gradient of `gain` is computed
 * @returns shape `[N, D]`
 */
export function rmsNorm(
  x: tf.Tensor2D,
  gain: tf.Tensor1D,
  epsilon: number,
  trainable: boolean,
): tf.Tensor2D {
  requireShape("rmsNorm: gain", gain, [x.shape[1]]);
  const heap = currentHeap();
  if (heap !== undefined) return fusedRmsNorm(heap, x, gain, epsilon, trainable);
  const meanSquare = tf.mean(tf.square(x), 1, true);
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(meanSquare, epsilon))), gain);
}

function fusedRmsNorm(
  heap: WasmHeap,
  x: tf.Tensor2D,
  gain: tf.Tensor1D,
  epsilon: number,
  trainable: boolean,
): tf.Tensor2D {
  const [rows, size] = x.shape;
  return withGradient(trainable ? [x, gain] : [x], () => {
    const value = heap.output<tf.Rank.R2>([rows, size]);
    const [input, scale, output] = [x, gain, value].map((tensor) => heap.address(tensor));
    heap.kernels.rmsNormForward(input!, scale!, output!, rows, size, epsilon);
    return {
      value,
      saved: [x],
      gradient: (dy, saved) => {
        const dx = heap.output<tf.Rank.R2>([rows, size]);
        const dgain = trainable ? [heap.zeros<tf.Rank.R1>([size])] : [];
        const addresses = [saved[0]!, gain, dy, dx].map((tensor) => heap.address(tensor));
        const to = trainable ? heap.address(dgain[0]!) : 0;
        heap.kernels.rmsNormBackward(...addresses, to, rows, size, epsilon);
        return [dx, ...dgain];
      },
    };
  });
}
