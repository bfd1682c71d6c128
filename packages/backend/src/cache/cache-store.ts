import type * as tf from "@tensorflow/tfjs-core";

/** Size of a cache. */
export interface CacheSize {
  readonly rows: number;
  /** Most tokens a row can hold. */
  readonly capacity: number;
  /** Numbers of one token: keyHeads * size. */
  readonly width: number;
}

/** Heads of the layer that a cache belongs to. */
export interface DecodeShape {
  readonly heads: number;
  readonly keyHeads: number;
  /** Factor of the scores. */
  readonly scale: number;
}

/** Where keys and values of earlier tokens stand. */
export interface CacheStore {
  /** Takes the first `lengths[b]` of the L tokens of each row from `[B * L, width]`. */
  fill(keys: tf.Tensor2D, values: tf.Tensor2D, lengths: Int32Array): void;
  /** Appends one token a row and attends; shapes as in `decodeAttention`. */
  decode(q: tf.Tensor2D, key: tf.Tensor2D, value: tf.Tensor2D, shape: DecodeShape): tf.Tensor2D;
  /** A new store whose row i is this one's row `rows[i]`. */
  select(rows: Int32Array): CacheStore;
  dispose(): void;
}
