import * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import { requireIds } from "../require-shape.ts";
import { withGradient } from "./with-gradient.ts";

/**
 * Rows of a table: `y[n] = table[ids[n]]`; the gradient adds each row back to its place.
 *
 * @param table shape `[V, D]`
 * @param ids shape `[N]`, each in `[0, V)`
 * @param trainable whether a gradient of `table` is computed
 * @returns shape `[N, D]`
 */
export function embedding(table: tf.Tensor2D, ids: Int32Array, trainable: boolean): tf.Tensor2D {
  requireIds("embedding", ids, table.shape[0]);
  if (!trainable) return tf.tidy(() => gatherRows(table, tf.tensor1d(ids, "int32")));
  return withGradient([table], () => ({
    value: tf.tidy(() => gatherRows(table, tf.tensor1d(ids, "int32"))),
    saved: [],
    gradient: (dy) => [tf.tidy(() => scatterRows(dy, tf.tensor1d(ids, "int32"), table.shape[0]))],
  }));
}

function gatherRows(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D {
  const heap = currentHeap();
  if (heap === undefined) return tf.gather(table, ids);
  const [rows, size] = [ids.shape[0], table.shape[1]];
  const y = heap.output<tf.Rank.R2>([rows, size]);
  heap.kernels.gatherRows(heap.address(table), heap.address(ids), heap.address(y), rows, size);
  return y;
}

function scatterRows(dy: tf.Tensor2D, ids: tf.Tensor1D, vocabulary: number): tf.Tensor2D {
  const heap = currentHeap();
  if (heap === undefined) return tf.unsortedSegmentSum(dy, ids, vocabulary);
  const [rows, size] = dy.shape;
  const table = heap.zeros<tf.Rank.R2>([vocabulary, size]);
  heap.kernels.scatterRows(heap.address(table), heap.address(ids), heap.address(dy), rows, size);
  return table;
}
