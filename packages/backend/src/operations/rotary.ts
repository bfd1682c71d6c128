import * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import { requireShape } from "../require-shape.ts";
import { withGradient } from "./with-gradient.ts";

/** Cosine and sine of each row's angles, both of shape `[N, size / 2]`. */
export interface RotaryAngles {
  readonly cos: tf.Tensor2D;
  readonly sin: tf.Tensor2D;
}

/**
 * The angles `positions[n] f[i]` of a batch, made once for all its layers.
 *
 * @param positions shape `[N]`
 * @param inverseFrequencies f, shape `[size / 2]`, radians a position
 */
export function rotaryAngles(
  positions: Int32Array,
  inverseFrequencies: Float32Array,
): RotaryAngles {
  const half = inverseFrequencies.length;
  const shape: [number, number] = [positions.length, half];
  const table = (wave: (angle: number) => number): tf.Tensor2D => {
    const rows = new Map<number, Float32Array>();
    const values = new Float32Array(positions.length * half);
    positions.forEach((position, n) => {
      let row = rows.get(position);
      if (row === undefined) {
        row = inverseFrequencies.map((frequency) => wave(position * frequency));
        rows.set(position, row);
      }
      values.set(row, n * half);
    });
    return tf.tensor2d(values, shape);
  };
  return { cos: table(Math.cos), sin: table(Math.sin) };
}

/**
 * Rotary position embedding, halves rotated as Llama does: `(x[i], x[i + half])` becomes
 * `(x[i] cos - x[i + half] sin, x[i + half] cos + x[i] sin)` (arXiv 2104.09864).
 *
 * @param x shape `[N, heads * size]`
 * @returns shape `[N, heads * size]`
 */
export function rotary(x: tf.Tensor2D, { cos, sin }: RotaryAngles, heads: number): tf.Tensor2D {
  const [rows, half] = cos.shape;
  requireShape("rotary: x", x, [rows, heads * 2 * half]);
  requireShape("rotary: sin", sin, cos.shape);
  return withGradient([x], () => ({
    value: turn(x, cos, sin, heads, 1),
    saved: [cos, sin],
    gradient: (dy, saved) => [
      turn(dy, saved[0] as tf.Tensor2D, saved[1] as tf.Tensor2D, heads, -1),
    ],
  }));
}

function turn(
  x: tf.Tensor2D,
  cos: tf.Tensor2D,
  sin: tf.Tensor2D,
  heads: number,
  sign: 1 | -1,
): tf.Tensor2D {
  const heap = currentHeap();
  return heap === undefined
    ? composed(x, cos, sin, heads, sign)
    : fused(heap, x, cos, sin, heads, sign);
}

function fused(
  heap: WasmHeap,
  x: tf.Tensor2D,
  cos: tf.Tensor2D,
  sin: tf.Tensor2D,
  heads: number,
  sign: 1 | -1,
): tf.Tensor2D {
  const [rows, half] = cos.shape;
  const y = heap.output<tf.Rank.R2>(x.shape);
  const addresses = [x, cos, sin, y].map((tensor) => heap.address(tensor));
  heap.kernels.rotary(...addresses, rows, heads, half, sign);
  return y;
}

function composed(
  x: tf.Tensor2D,
  cos: tf.Tensor2D,
  sin: tf.Tensor2D,
  heads: number,
  sign: 1 | -1,
): tf.Tensor2D {
  return tf.tidy(() => {
    const [rows, half] = cos.shape;
    const [low, high] = tf.split(tf.reshape(x, [rows, heads, 2 * half]), 2, 2) as [
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const c = tf.expandDims(cos, 1);
    const s = tf.mul(tf.expandDims(sin, 1), sign);
    const turned = tf.concat(
      [tf.sub(tf.mul(low, c), tf.mul(high, s)), tf.add(tf.mul(high, c), tf.mul(low, s))],
      2,
    );
    return tf.reshape(turned, x.shape);
  });
}
