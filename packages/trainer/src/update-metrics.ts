import type { StepReport } from "@rtt/core";
import { weightedMean } from "./mean.ts";

/**
 * What the updates on one batch did. Means over tokens weigh each update by its trained tokens. No
 * updates: the step was skipped, and only says so.
 */
export function updateMetrics(
  reports: readonly StepReport[],
  learningRate: number,
): Record<string, number> {
  if (reports.length === 0) return { step_skipped: 1 };
  const tokens = reports.map(({ trainedTokens }) => trainedTokens);
  const mean = (of: (report: StepReport) => number): number =>
    weightedMean(reports.map(of), tokens);
  return {
    step_skipped: 0,
    loss: mean(({ loss }) => loss),
    learning_rate: learningRate,
    grad_norm: mean(({ gradNorm }) => gradNorm),
    entropy: mean(({ entropy }) => entropy),
    "clip_ratio/low_mean": mean(({ clippedLow }) => clippedLow),
    "clip_ratio/high_mean": mean(({ clippedHigh }) => clippedHigh),
    "clip_ratio/region_mean": mean(({ clippedLow, clippedHigh }) => clippedLow + clippedHigh),
    trained_tokens: tokens.reduce((sum, count) => sum + count, 0),
  };
}
