import type { Credit, ScoredGroup, StepReport } from "@rtt/core";
import { creditMetrics, relevanceMetrics } from "./credit-metrics.ts";
import { memoryMetrics } from "./memory-metrics.ts";
import type { OldLogProbs } from "./old-log-probs.ts";
import type { PhaseClock } from "./phase-clock.ts";
import { rewardMetrics } from "./reward-metrics.ts";
import { updateMetrics } from "./update-metrics.ts";

/** What one step was made of. */
export interface StepFacts {
  readonly groups: readonly ScoredGroup[];
  readonly credits: readonly Credit[];
  readonly old: OldLogProbs;
  readonly reports: readonly StepReport[];
  readonly learningRate: number;
  readonly clock: PhaseClock;
}

/** All scalars of one step but its times, by metric name. Numbers that do not exist are left out. */
export function stepMetrics(facts: StepFacts): Record<string, number> {
  const { groups, credits, reports, learningRate } = facts;
  const metrics = {
    ...creditMetrics(credits),
    ...rewardMetrics(groups),
    ...relevanceMetrics(groups),
    ...updateMetrics(reports, learningRate),
    ...samplingMetrics(facts),
    ...throughput(facts),
    ...memoryMetrics(),
  };
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
}

/** How far the sampler's log-probabilities are from those that training computes, in nats. */
function samplingMetrics({ groups, old, reports }: StepFacts): Record<string, number> {
  const rollouts = groups.flatMap((group) => group.rollouts);
  let sum = 0;
  let count = 0;
  rollouts.forEach(({ logProbs }, n) =>
    logProbs.forEach((logProb, t) => {
      sum += Math.abs(logProb - old.rowsNT[n]![t]!);
      count++;
    }),
  );
  return {
    "sampling/log_probs_recomputed": Number(old.recomputed),
    "sampling/sampling_logp_difference/mean": old.recomputed
      ? sum / count
      : (reports[0]?.logProbDifference ?? Number.NaN),
  };
}

function throughput({ groups, reports, clock }: StepFacts): Record<string, number> {
  const sampled = groups
    .flatMap(({ rollouts }) => rollouts)
    .reduce((sum, { tokens }) => sum + tokens.length, 0);
  const trained = reports.reduce((sum, { trainedTokens }) => sum + trainedTokens, 0);
  return {
    "tokens_per_second/sample": sampled / clock.seconds("sample"),
    "tokens_per_second/train": trained / clock.seconds("train"),
  };
}
