import type * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import type { CacheSize, CacheStore, DecodeShape } from "./cache-store.ts";
import { ComposedStore } from "./composed-store.ts";
import { HeapStore } from "./heap-store.ts";

/** Keys and values of one layer for the tokens that each row has seen. Holds memory until disposed. */
export class KeyValueCache {
  #store: CacheStore;

  constructor(size: CacheSize) {
    const heap = currentHeap();
    this.#store = heap === undefined ? new ComposedStore(size) : new HeapStore(heap, size);
  }

  /**
   * Sets each row to the first `lengths[b]` of its L tokens.
   *
   * @param keys shape `[B * L, width]`
   * @param values shape `[B * L, width]`
   */
  fill(keys: tf.Tensor2D, values: tf.Tensor2D, lengths: Int32Array): void {
    this.#store.fill(keys, values, lengths);
  }

  /** Makes row i what row `rows[i]` was: repeats prompts, drops finished rows, reorders. */
  select(rows: Int32Array): void {
    const selected = this.#store.select(rows);
    this.#store.dispose();
    this.#store = selected;
  }

  /**
   * One new token a row: its key and value are appended, and its query attends to all the row's
   * tokens, itself included.
   *
   * @param q shape `[B, heads * size]`
   * @param key shape `[B, keyHeads * size]`
   * @param value shape `[B, keyHeads * size]`
   * @returns shape `[B, heads * size]`
   */
  attend(q: tf.Tensor2D, key: tf.Tensor2D, value: tf.Tensor2D, shape: DecodeShape): tf.Tensor2D {
    return this.#store.decode(q, key, value, shape);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
