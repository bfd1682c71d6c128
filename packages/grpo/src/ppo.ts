import type { Objective } from "@rtt/core";
import { sequenceMeanTokenMean, type Aggregation } from "./aggregation.ts";
import { clipBounds, type ClipRange } from "./clip-range.ts";
import { expectSameLength } from "./expect-same-length.ts";

/** Options of `ppo`. */
export interface PpoOptions extends ClipRange {
  /** Default: the paper's seq-mean-token-mean. */
  readonly aggregation?: Aggregation;
}

/**
 * Token-level PPO objective with an asymmetric clip (equation 9):
 *
 *     ratio[t] = exp(new[t] - old[t])
 *     loss[t] = -min(ratio A, clip(ratio, 1 - epsilon, 1 + epsilonHigh) A)
 *     d loss[t] / d new[t] = -ratio A, and 0 where the clip is active
 *
 * The clip follows the sign of each token's own advantage, which changes inside a response under
 * token-level credit. No KL term and no reference model. A token with advantage 0 costs nothing
 * whatever its ratio.
 *
 * Rows have shape `[T]`; log-probabilities in nats.
 *
 * @throws ShapeError when the rows differ in length
 * @throws ConfigError when a clip is out of range
 *
 * Source: arXiv 1707.06347 equation 7; asymmetric clip arXiv 2503.14476; arXiv 2604.02795.
 */
export function ppo({ aggregation = sequenceMeanTokenMean, ...range }: PpoOptions = {}): Objective {
  const { low, high } = clipBounds(range);
  return {
    name: "ppo",
    weights: aggregation,
    sequence(newLogProbsT, oldLogProbsT, advantagesT) {
      const length = expectSameLength(newLogProbsT, oldLogProbsT, advantagesT);
      const lossT = new Float64Array(length);
      const derivativeT = new Float64Array(length);
      const clippedT = new Int8Array(length);
      for (let t = 0; t < length; t++) {
        const advantage = advantagesT[t]!;
        if (advantage === 0) continue;
        const ratio = Math.exp(newLogProbsT[t]! - oldLogProbsT[t]!);
        if (advantage > 0 && ratio > high) clippedT[t] = 1;
        if (advantage < 0 && ratio < low) clippedT[t] = -1;
        lossT[t] = -Math.min(ratio * advantage, Math.min(Math.max(ratio, low), high) * advantage);
        derivativeT[t] = clippedT[t] === 0 ? -ratio * advantage : 0;
      }
      return { lossT, derivativeT, clippedT };
    },
  };
}
