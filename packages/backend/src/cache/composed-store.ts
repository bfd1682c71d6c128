import * as tf from "@tensorflow/tfjs-core";
import type { CacheSize, CacheStore, DecodeShape } from "./cache-store.ts";

/** Caches from TF.js operations: they grow by concatenation, unused places are masked. */
export class ComposedStore implements CacheStore {
  readonly #size: CacheSize;
  #keys: tf.Tensor3D;
  #values: tf.Tensor3D;
  /** 0 at places that hold a token, -1e30 elsewhere, shape `[rows, places]`. */
  #mask: tf.Tensor2D;

  constructor(size: CacheSize) {
    this.#size = size;
    this.#keys = tf.keep(tf.zeros<tf.Rank.R3>([size.rows, 0, size.width]));
    this.#values = tf.keep(tf.zeros<tf.Rank.R3>([size.rows, 0, size.width]));
    this.#mask = tf.keep(tf.zeros<tf.Rank.R2>([size.rows, 0]));
  }

  fill(keys: tf.Tensor2D, values: tf.Tensor2D, lengths: Int32Array): void {
    const { rows, width } = this.#size;
    const length = keys.shape[0] / rows;
    const mask = Float32Array.from({ length: rows * length }, (_, cell) =>
      cell % length < lengths[Math.floor(cell / length)]! ? 0 : -1e30,
    );
    this.#replace(
      tf.clone(tf.reshape(keys, [rows, length, width])),
      tf.clone(tf.reshape(values, [rows, length, width])),
      tf.tensor2d(mask, [rows, length]),
    );
  }

  decode(q: tf.Tensor2D, key: tf.Tensor2D, value: tf.Tensor2D, shape: DecodeShape): tf.Tensor2D {
    const { rows, width } = this.#size;
    this.#replace(
      tf.concat3d([this.#keys, tf.reshape(key, [rows, 1, width])], 1),
      tf.concat3d([this.#values, tf.reshape(value, [rows, 1, width])], 1),
      tf.concat2d([this.#mask, tf.zeros([rows, 1])], 1),
    );
    return tf.tidy(() => {
      const { heads, keyHeads, scale } = shape;
      const [size, group] = [width / keyHeads, heads / keyHeads];
      const places = this.#keys.shape[1];
      const split = (x: tf.Tensor3D): tf.Tensor4D =>
        tf.transpose(tf.reshape(x, [rows, places, keyHeads, size]), [0, 2, 1, 3]);
      const queries = tf.reshape(q, [rows, keyHeads, group, size]);
      const scores = tf.mul(tf.matMul(queries, split(this.#keys), false, true), scale);
      const masked = tf.add(scores, tf.reshape(this.#mask, [rows, 1, 1, places]));
      return tf.reshape(tf.matMul(tf.softmax(masked), split(this.#values)), q.shape);
    });
  }

  select(rows: Int32Array): CacheStore {
    const selected = new ComposedStore({ ...this.#size, rows: rows.length });
    const indices = tf.tensor1d(rows, "int32");
    selected.#replace(
      tf.gather(this.#keys, indices),
      tf.gather(this.#values, indices),
      tf.gather(this.#mask, indices),
    );
    indices.dispose();
    return selected;
  }

  dispose(): void {
    tf.dispose([this.#keys, this.#values, this.#mask]);
  }

  #replace(keys: tf.Tensor3D, values: tf.Tensor3D, mask: tf.Tensor2D): void {
    this.dispose();
    this.#keys = tf.keep(keys);
    this.#values = tf.keep(values);
    this.#mask = tf.keep(mask);
  }
}
