import { ShapeError } from "@rtt/core";
import type * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import { requireGroups, requireIds, requireShape } from "../require-shape.ts";
import type { CacheSize, CacheStore, DecodeShape } from "./cache-store.ts";
import { ComposedStore } from "./composed-store.ts";
import { HeapStore } from "./heap-store.ts";

/** Keys and values of one layer for the tokens that each row has seen. Holds memory until disposed. */
export class KeyValueCache {
  readonly #capacity: number;
  readonly #width: number;
  #lengths: Int32Array;
  #store: CacheStore;

  constructor(size: CacheSize) {
    this.#capacity = size.capacity;
    this.#width = size.width;
    this.#lengths = new Int32Array(size.rows);
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
    const length = keys.shape[0] / this.#lengths.length;
    requireShape("KeyValueCache: values", values, keys.shape);
    requireShape("KeyValueCache: keys", keys, [this.#lengths.length * length, this.#width]);
    if (lengths.length !== this.#lengths.length || lengths.some((count) => count > length))
      throw new ShapeError(
        "KeyValueCache: lengths",
        `${this.#lengths.length} of at most ${length}`,
        lengths.join(", "),
      );
    this.#requireRoom(lengths);
    this.#store.fill(keys, values, lengths);
    this.#lengths = lengths.slice();
  }

  /** Makes row i what row `rows[i]` was: repeats prompts, drops finished rows, reorders. */
  select(rows: Int32Array): void {
    requireIds("KeyValueCache: rows", rows, this.#lengths.length);
    const selected = this.#store.select(rows);
    this.#store.dispose();
    this.#store = selected;
    this.#lengths = rows.map((row) => this.#lengths[row]!);
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
    const rows = this.#lengths.length;
    requireGroups(shape);
    const size = this.#width / shape.keyHeads;
    requireShape("KeyValueCache: query", q, [rows, shape.heads * size]);
    requireShape("KeyValueCache: key", key, [rows, this.#width]);
    requireShape("KeyValueCache: value", value, [rows, this.#width]);
    const lengths = this.#lengths.map((length) => length + 1);
    this.#requireRoom(lengths);
    const attended = this.#store.decode(q, key, value, shape);
    this.#lengths = lengths;
    return attended;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #requireRoom(lengths: Int32Array): void {
    const most = lengths.reduce((a, b) => Math.max(a, b), 0);
    if (most > this.#capacity)
      throw new ShapeError("KeyValueCache", `at most ${this.#capacity} tokens a row`, `${most}`);
  }
}
