import * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";

/** Sum of the squares of a float32 tensor, for gradient norms. */
export function sumSquares(x: tf.Tensor): number {
  const heap = currentHeap();
  if (heap !== undefined) return heap.kernels.sumSquares(heap.address(x), x.size);
  return tf.tidy(() => tf.sum(tf.square(x)).dataSync()[0]!);
}
