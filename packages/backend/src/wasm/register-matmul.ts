import * as tf from "@tensorflow/tfjs-core";
import type { WasmHeap } from "./wasm-heap.ts";

/**
 * Replaces TF.js's batched matrix product on the WebAssembly backend by ours, which is as fast for
 * transposed operands and batches as for plain ones. Shapes ours does not take (broadcast
 * batches) go on to the original.
 */
export function registerMatMul(heap: WasmHeap): void {
  const original = tf.getKernel("BatchMatMul", "wasm");
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({
    ...original,
    kernelFunc: (call) => {
      const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const { transposeA, transposeB } = call.attrs as unknown as tf.BatchMatMulAttrs;
      const product = multiply(heap, a, b, transposeA, transposeB);
      return product ?? original.kernelFunc(call);
    },
  });
}

function multiply(
  heap: WasmHeap,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  transA: boolean,
  transB: boolean,
): tf.TensorInfo | undefined {
  const batches = a.shape.slice(0, -2);
  const same = batches.length === b.shape.length - 2 && batches.every((n, i) => n === b.shape[i]);
  if (!same || a.dtype !== "float32" || b.dtype !== "float32") return undefined;
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transB ? rowsB : columnsB;
  const out = heap.output([...batches, m, n] as [number, number, number]);
  const [atA, atB, atC] = [heap.address(a), heap.address(b), heap.address(out)];
  const count = batches.reduce((product, size) => product * size, 1);
  heap.withScratch(0, (_, scratch) => {
    for (let i = 0; i < count; i++)
      heap.kernels.gemm(
        atA + 4 * i * rowsA * columnsA,
        columnsA,
        transA,
        atB + 4 * i * rowsB * columnsB,
        columnsB,
        transB,
        atC + 4 * i * m * n,
        n,
        m,
        n,
        k,
        1,
        false,
        scratch,
      );
  });
  return out;
}
