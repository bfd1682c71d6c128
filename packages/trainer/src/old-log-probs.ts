import type { Policy, Rollout, SamplingSettings } from "@rtt/core";

/** Log-probabilities that the ratio of the first update is taken against. */
export interface OldLogProbs {
  /** Nats, at the sampling temperature, over the whole vocabulary; shape `[N]` of `[T]`. */
  readonly rowsNT: readonly Float32Array[];
  /** Whether the policy computed them anew; else they are those of the sampler. */
  readonly recomputed: boolean;
}

/**
 * The sampler's own log-probabilities where it drew from the whole distribution. After top-p or
 * top-k they are of the truncated one, which no update can be measured against: then the policy is
 * asked again.
 */
export async function oldLogProbs(
  policy: Policy,
  rollouts: readonly Rollout[],
  { temperature, topP, topK }: SamplingSettings,
): Promise<OldLogProbs> {
  const recomputed = topP < 1 || topK > 0;
  const rowsNT = recomputed
    ? await policy.logProbs(rollouts, temperature)
    : rollouts.map(({ logProbs }) => logProbs);
  return { rowsNT, recomputed };
}
