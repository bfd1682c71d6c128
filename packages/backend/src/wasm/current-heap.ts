import * as tf from "@tensorflow/tfjs-core";
import { registerIdentity } from "./register-identity.ts";
import { registerMatMul } from "./register-matmul.ts";
import { WasmHeap } from "./wasm-heap.ts";

const heaps = new WeakMap<tf.KernelBackend, WasmHeap>();

/**
 * The heap of the WebAssembly backend where that is the current one, else undefined. The first call
 * brings our kernels up.
 */
export function currentHeap(): WasmHeap | undefined {
  if (tf.getBackend() !== "wasm") return undefined;
  const backend = tf.backend();
  let heap = heaps.get(backend);
  if (heap === undefined) {
    heap = new WasmHeap(backend);
    heaps.set(backend, heap);
    registerIdentity(backend);
    registerMatMul(heap);
  }
  return heap;
}
