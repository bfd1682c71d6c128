import type * as tf from "@tensorflow/tfjs-core";
import { keep } from "@tensorflow/tfjs-core";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import type { CacheSize, CacheStore, DecodeShape } from "./cache-store.ts";

/** Caches of fixed shape `[rows, capacity, width]` on the WebAssembly heap, written in place. */
export class HeapStore implements CacheStore {
  readonly #heap: WasmHeap;
  readonly #size: CacheSize;
  readonly #keys: tf.Tensor3D;
  readonly #values: tf.Tensor3D;
  readonly #lengths: Int32Array;

  constructor(heap: WasmHeap, size: CacheSize) {
    this.#heap = heap;
    this.#size = size;
    const shape: [number, number, number] = [size.rows, size.capacity, size.width];
    this.#keys = keep(heap.output<tf.Rank.R3>(shape));
    this.#values = keep(heap.output<tf.Rank.R3>(shape));
    this.#lengths = new Int32Array(size.rows);
  }

  fill(keys: tf.Tensor2D, values: tf.Tensor2D, lengths: Int32Array): void {
    const { rows, capacity, width } = this.#size;
    const length = keys.shape[0] / rows;
    for (const [from, to] of [
      [keys, this.#keys],
      [values, this.#values],
    ] as const)
      lengths.forEach((count, row) =>
        this.#heap.copy(
          this.#heap.address(to) + 4 * row * capacity * width,
          this.#heap.address(from) + 4 * row * length * width,
          4 * count * width,
        ),
      );
    this.#lengths.set(lengths);
  }

  decode(q: tf.Tensor2D, key: tf.Tensor2D, value: tf.Tensor2D, shape: DecodeShape): tf.Tensor2D {
    const { rows, capacity } = this.#size;
    const out = this.#heap.output<tf.Rank.R2>(q.shape);
    const tensors = [q, key, value, this.#keys, this.#values];
    this.#heap.withScratch(4 * (rows + capacity), (lengths) => {
      this.#heap.writeIntegers(lengths, this.#lengths);
      this.#heap.kernels.decodeAttention(
        ...tensors.map((tensor) => this.#heap.address(tensor)),
        lengths,
        this.#heap.address(out),
        rows,
        capacity,
        shape.heads,
        shape.keyHeads,
        q.shape[1] / shape.heads,
        shape.scale,
        lengths + 4 * rows,
      );
    });
    for (let row = 0; row < rows; row++) this.#lengths[row]! += 1;
    return out;
  }

  select(rows: Int32Array): CacheStore {
    const { capacity, width } = this.#size;
    const selected = new HeapStore(this.#heap, { ...this.#size, rows: rows.length });
    rows.forEach((from, to) => {
      const bytes = 4 * this.#lengths[from]! * width;
      for (const [source, target] of [
        [this.#keys, selected.#keys],
        [this.#values, selected.#values],
      ] as const)
        this.#heap.copy(
          this.#heap.address(target) + 4 * to * capacity * width,
          this.#heap.address(source) + 4 * from * capacity * width,
          bytes,
        );
      selected.#lengths[to] = this.#lengths[from]!;
    });
    return selected;
  }

  dispose(): void {
    this.#keys.dispose();
    this.#values.dispose();
  }
}
