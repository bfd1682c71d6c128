import * as tf from "@tensorflow/tfjs-core";
import type { WasmHeap } from "../wasm/wasm-heap.ts";
import type { Head } from "./head-composed.ts";
import { rowChunks } from "./row-chunks.ts";

/** The head by our WebAssembly kernels. */
export function fusedHead(heap: WasmHeap): Head {
  const chunks = (
    hidden: tf.Tensor2D,
    weight: tf.Tensor2D,
    run: (start: number, rows: number, logits: number, scratch: number) => void,
  ): void => {
    const ranges = rowChunks(hidden.shape[0], weight.shape[0]);
    const most = Math.max(0, ...ranges.map(([start, end]) => end - start));
    heap.withScratch(4 * most * weight.shape[0], (logits, scratch) => {
      for (const [start, end] of ranges) run(start, end - start, logits, scratch);
    });
  };
  return {
    forward(hidden, weight, targets, inverse) {
      const [count, size] = hidden.shape;
      const ids = tf.tensor1d(targets, "int32");
      const logProbs = heap.output<tf.Rank.R1>([count]);
      const entropy = heap.output<tf.Rank.R1>([count]);
      const [x, w, t, l, e] = [hidden, weight, ids, logProbs, entropy].map((tensor) =>
        heap.address(tensor),
      ) as [number, number, number, number, number];
      chunks(hidden, weight, (start, rows, logits, scratch) =>
        heap.kernels.logProbsForward(
          x + 4 * start * size,
          w,
          t + 4 * start,
          l + 4 * start,
          e + 4 * start,
          rows,
          size,
          weight.shape[0],
          inverse,
          logits,
          scratch,
        ),
      );
      const values = entropy.dataSync<"float32">();
      tf.dispose([ids, entropy]);
      return { logProbs, entropy: values };
    },
    backward(hidden, weight, targets, inverse, dy, trainable) {
      const size = hidden.shape[1];
      const ids = tf.tensor1d(targets, "int32");
      const dx = heap.output<tf.Rank.R2>(hidden.shape);
      const dw = trainable ? heap.zeros<tf.Rank.R2>(weight.shape) : undefined;
      const [x, w, t, d, out] = [hidden, weight, ids, dy, dx].map((tensor) =>
        heap.address(tensor),
      ) as [number, number, number, number, number];
      chunks(hidden, weight, (start, rows, logits, scratch) =>
        heap.kernels.logProbsBackward(
          x + 4 * start * size,
          w,
          t + 4 * start,
          d + 4 * start,
          out + 4 * start * size,
          dw === undefined ? 0 : heap.address(dw),
          rows,
          size,
          weight.shape[0],
          inverse,
          logits,
          scratch,
        ),
      );
      ids.dispose();
      return dw === undefined ? [dx] : [dx, dw];
    },
  };
}
