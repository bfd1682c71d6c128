import * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import { requireGroups, requireShape } from "../require-shape.ts";
import { withGradient } from "./with-gradient.ts";

/** Shapes of one attention layer. */
export interface AttentionShape {
  /** Rows B of the batch. */
  readonly batch: number;
  /** Tokens L of each row, padding on the right included. */
  readonly length: number;
  readonly heads: number;
  /** Heads of keys and values; `heads` is a multiple of it (grouped queries, arXiv 2305.13245). */
  readonly keyHeads: number;
  /** Factor of the scores, mostly `1 / sqrt(size)`. */
  readonly scale: number;
}

/**
 * Causal grouped-query attention: `softmax(scale Q K^T) V` for each head, token i looking at tokens
 * up to i. Padding stands on the right, so no real token ever looks at it.
 *
 * @param q shape `[B * L, heads * size]`
 * @param k shape `[B * L, keyHeads * size]`
 * @param v shape `[B * L, keyHeads * size]`
 * @returns shape `[B * L, heads * size]`
 */
export function causalAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  shape: AttentionShape,
): tf.Tensor2D {
  const { batch, length, heads, keyHeads } = shape;
  requireGroups(shape);
  const keyShape = [batch * length, (q.shape[1] / heads) * keyHeads];
  requireShape("causalAttention: q", q, [batch * length, q.shape[1]]);
  requireShape("causalAttention: k", k, keyShape);
  requireShape("causalAttention: v", v, keyShape);
  const heap = currentHeap();
  return heap === undefined ? composed(q, k, v, shape) : fused(heap, q, k, v, shape);
}

function fused(
  heap: WasmHeap,
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  { batch, length, heads, keyHeads, scale }: AttentionShape,
): tf.Tensor2D {
  const sizes = [batch, length, heads, keyHeads, q.shape[1] / heads, scale];
  const scores = 4 * length * length;
  const at = (tensors: tf.Tensor[]): number[] => tensors.map((tensor) => heap.address(tensor));
  return withGradient([q, k, v], () => {
    const value = heap.output<tf.Rank.R2>(q.shape);
    heap.withScratch(scores, (p, scratch) =>
      heap.kernels.attentionForward(...at([q, k, v, value]), ...sizes, p, scratch),
    );
    return {
      value,
      saved: [q, k, v],
      gradient: (dy, saved) => {
        const dq = heap.output<tf.Rank.R2>(q.shape);
        const [dk, dv] = [heap.zeros<tf.Rank.R2>(k.shape), heap.zeros<tf.Rank.R2>(k.shape)];
        const tensors = [...saved, dy, dq, dk, dv];
        heap.withScratch(2 * scores, (p, scratch) =>
          heap.kernels.attentionBackward(...at(tensors), ...sizes, p, p + scores, scratch),
        );
        return [dq, dk, dv];
      },
    };
  });
}

function composed(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  { batch, length, heads, keyHeads, scale }: AttentionShape,
): tf.Tensor2D {
  const size = q.shape[1] / heads;
  const group = heads / keyHeads;
  const split = (x: tf.Tensor2D, count: number): tf.Tensor4D =>
    tf.transpose(tf.reshape(x, [batch, length, count, size]), [0, 2, 1, 3]);
  const queries = tf.reshape(split(q, heads), [batch, keyHeads, group * length, size]);
  const scores = tf.mul(tf.matMul(queries, split(k, keyHeads), false, true), scale);
  const future = tf.tensor2d(
    Float32Array.from({ length: length * length }, (_, cell) =>
      cell % length > Math.floor(cell / length) ? -1e30 : 0,
    ),
    [length, length],
  );
  const masked = tf.add(tf.reshape(scores, [batch * keyHeads, group, length, length]), future);
  const probabilities = tf.reshape(tf.softmax(masked), scores.shape);
  const mixed = tf.reshape(tf.matMul(probabilities, split(v, keyHeads)), [
    batch,
    heads,
    length,
    size,
  ]);
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), q.shape);
}
