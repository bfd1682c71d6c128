import type * as tf from "@tensorflow/tfjs-core";
import { currentHeap } from "../wasm/current-heap.ts";
import { requireIds, requireShape } from "../require-shape.ts";
import { composedHead, type Head } from "./head-composed.ts";
import { fusedHead } from "./head-fused.ts";
import { withGradient } from "./with-gradient.ts";

/** What `tokenLogProbs` gives. */
export interface TokenLogProbs {
  /** Nats, shape `[N]`; differentiable. */
  readonly logProbs: tf.Tensor1D;
  /** Entropy of each row's distribution, nats, shape `[N]`; a constant. */
  readonly entropy: Float32Array;
}

/**
 * Log-probability of each target under `softmax(hidden W^T / temperature)`. The logits `[N, V]` are
 * made in chunks of rows, in the gradient too, and never kept whole.
 *
 * @param hidden shape `[N, D]`
 * @param weight output embedding W, shape `[V, D]`
 * @param targets shape `[N]`, each in `[0, V)`
 * @param temperature > 0
 * @param trainable whether a gradient of `weight` is computed
 */
export function tokenLogProbs(
  hidden: tf.Tensor2D,
  weight: tf.Tensor2D,
  targets: Int32Array,
  temperature: number,
  trainable: boolean,
): TokenLogProbs {
  requireShape("tokenLogProbs: hidden", hidden, [targets.length, weight.shape[1]]);
  requireIds("tokenLogProbs: targets", targets, weight.shape[0]);
  const heap = currentHeap();
  const head: Head = heap === undefined ? composedHead : fusedHead(heap);
  const inverse = 1 / temperature;
  let entropy: Float32Array = new Float32Array(targets.length);
  const logProbs = withGradient(trainable ? [hidden, weight] : [hidden], () => {
    const result = head.forward(hidden, weight, targets, inverse);
    entropy = result.entropy;
    return {
      value: result.logProbs,
      saved: [hidden],
      gradient: (dy, [input]) =>
        head.backward(input as tf.Tensor2D, weight, targets, inverse, dy, trainable),
    };
  });
  return { logProbs, entropy };
}
