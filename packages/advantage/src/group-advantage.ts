import { fitStandardization, sampleStandardDeviation, type Scale } from "@rtt/normalization";

/** From the rewards of one group to one advantage per rollout, shape `[G] -> [G]`. */
export type GroupAdvantage = (rewardsG: Float64Array) => Float64Array;

/** Options of `groupZScore`. */
export interface GroupZScoreOptions {
  /** Default: unbiased standard deviation plus 1e-6. `unscaled` gives Dr. GRPO's advantage. */
  readonly scale?: Scale;
}

/**
 * GRPO's advantage (equation 3): `A[g] = (R[g] - mean_G R) / (std_G R + 1e-6)`.
 *
 * Equal rewards, or a single known one, give exactly 0. A reward that could not be computed (NaN)
 * leaves the mean and gets 0.
 *
 * Source: arXiv 2402.03300 section 4.1.2; arXiv 2604.02795 equation 3.
 */
export function groupZScore({
  scale = sampleStandardDeviation(),
}: GroupZScoreOptions = {}): GroupAdvantage {
  return (rewardsG) => {
    const transform = fitStandardization(rewardsG, { scale });
    return rewardsG.map((reward) =>
      transform !== undefined && Number.isFinite(reward) ? transform(reward) : 0,
    );
  };
}
