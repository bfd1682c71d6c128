import type { ScoredGroup } from "@rtt/core";
import { criterionRates } from "./criterion-rates.ts";
import { meanOf } from "./mean.ts";
import { rubricRates } from "./rubric-rates.ts";

/**
 * How a step's rollouts did: reward, satisfaction rates (logged whatever the reward is) and lengths.
 * Rewards and verdicts that are not known leave every mean.
 */
export function rewardMetrics(groups: readonly ScoredGroup[]): Record<string, number> {
  const rewards = groups.flatMap(({ rewardsG }) => [...rewardsG]);
  const spreads = groups.map(({ rewardsG }) => standardDeviation([...rewardsG]));
  const rates = groups.flatMap(({ verdictsGK }) => verdictsGK.map(rubricRates));
  const verdicts = groups.flatMap(({ verdictsGK }) => verdictsGK.flat());
  const rollouts = groups.flatMap((group) => group.rollouts);
  const lengths = rollouts.map(({ tokens }) => tokens.length);
  const types = Object.entries(criterionRates(groups));
  return {
    reward: meanOf(rewards),
    reward_std: meanOf(spreads),
    reward_std_batch: standardDeviation(rewards),
    frac_reward_zero_std: meanOf(spreads.map((spread) => Number(spread === 0))),
    "rubrics/csr": meanOf(rates.map(({ csr }) => csr)),
    "rubrics/aon": meanOf(rates.map(({ aon }) => aon)),
    ...Object.fromEntries(types.map(([type, { mean }]) => [`rewards/${type}/mean`, mean])),
    "credit/coverage": meanOf(verdicts.map(({ status }) => Number(status !== "unknown"))),
    "completions/mean_length": meanOf(lengths),
    "completions/min_length": Math.min(...lengths),
    "completions/max_length": Math.max(...lengths),
    "completions/clipped_ratio": meanOf(
      rollouts.map(({ stopReason }) => Number(stopReason === "length")),
    ),
  };
}

/** Unbiased, over known values; exactly 0 where they are equal or fewer than two. */
function standardDeviation(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.every((value) => value === known[0])) return 0;
  const mean = meanOf(known);
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (known.length - 1));
}
