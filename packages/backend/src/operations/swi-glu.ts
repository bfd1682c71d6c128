import * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import { requireShape } from "../require-shape.ts";
import { withGradient } from "./with-gradient.ts";

/**
 * Gated unit: `silu(gate) up`, with `silu(x) = x sigmoid(x)` (arXiv 2002.05202).
 *
 * @param gate shape `[N, F]`
 * @param up shape `[N, F]`
 * @returns shape `[N, F]`
 */
export function swiGlu(gate: tf.Tensor2D, up: tf.Tensor2D): tf.Tensor2D {
  requireShape("swiGlu: up", up, gate.shape);
  const heap = currentHeap();
  if (heap !== undefined) return fusedSwiGlu(heap, gate, up);
  return tf.mul(tf.mul(gate, tf.sigmoid(gate)), up);
}

function fusedSwiGlu(heap: WasmHeap, gate: tf.Tensor2D, up: tf.Tensor2D): tf.Tensor2D {
  return withGradient([gate, up], () => {
    const value = heap.output<tf.Rank.R2>(gate.shape);
    const addresses = [gate, up, value].map((tensor) => heap.address(tensor));
    heap.kernels.swiGluForward(...addresses, gate.size);
    return {
      value,
      saved: [gate, up],
      gradient: (dy, saved) => {
        const slopes = [heap.output<tf.Rank.R2>(gate.shape), heap.output<tf.Rank.R2>(gate.shape)];
        const tensors = [...saved, dy, ...slopes].map((tensor) => heap.address(tensor));
        heap.kernels.swiGluBackward(...tensors, dy.size);
        return slopes;
      },
    };
  });
}
