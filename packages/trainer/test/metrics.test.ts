import { describe, expect, it } from "vitest";
import type { Rollout, ScoredGroup, StepReport, Verdict } from "@rtt/core";
import { PhaseClock } from "../src/phase-clock.ts";
import { stepMetrics } from "../src/step-metrics.ts";
import { wordPrompt } from "./word-task.ts";

const verdict = (status: Verdict["status"]): Verdict => ({
  status,
  score: 0,
  spans: [],
  scope: "local",
  absence: false,
});
const rollout = (id: string, length: number, stopReason: Rollout["stopReason"]): Rollout => ({
  id,
  promptId: "p",
  promptTokens: Int32Array.of(0),
  tokens: new Int32Array(length),
  logProbs: new Float32Array(length).fill(-1),
  text: "",
  tokenSpans: [],
  stopReason,
});
const report = (trainedTokens: number, entropy: number, clippedHigh: number): StepReport => ({
  loss: 0.5,
  gradNorm: 2,
  entropy,
  clippedLow: 0.25,
  clippedHigh,
  logProbDifference: 0.125,
  trainedTokens,
});
// One group of two: lengths 3 and 5, the first satisfies both, the second one of the known one.
const group: ScoredGroup = {
  prompt: wordPrompt("p"),
  rollouts: [rollout("a", 3, "stop"), rollout("b", 5, "length")],
  verdictsGK: [
    [verdict("satisfied"), verdict("satisfied")],
    [verdict("violated"), verdict("unknown")],
  ],
  rewardsG: Float64Array.of(1, 0),
  relevanceGKT: [
    [Float32Array.of(1, 0, 0), Float32Array.of(0, 0, 0)],
    [new Float32Array(5).fill(1), new Float32Array(5)],
  ],
};
const credit = {
  advantagesGT: [],
  responseG: new Float64Array(),
  criterionGKT: [],
  diagnostics: { "credit/flat_rows": 0.5, "credit/token_to_response": Number.NaN },
};
const metrics = stepMetrics({
  groups: [group],
  credits: [credit],
  old: { rowsNT: group.rollouts.map(({ logProbs }) => logProbs), recomputed: false },
  reports: [report(6, 1, 0), report(2, 3, 0.5)],
  learningRate: 0.25,
  clock: new PhaseClock(),
});

describe("metrics of a step", () => {
  it("are the hand-worked numbers under the names that users know", () => {
    expect(metrics).toMatchObject({
      reward: 0.5,
      reward_std: Math.SQRT1_2,
      reward_std_batch: Math.SQRT1_2,
      frac_reward_zero_std: 0,
      "rubrics/csr": 0.5,
      "rubrics/aon": 0.5,
      "rewards/says/mean": 0.5,
      "rewards/lacks/mean": 1,
      "credit/coverage": 0.75,
      "credit/flat_rows": 0.5,
      "relevance/mean": 6 / 14,
      "completions/mean_length": 4,
      "completions/min_length": 3,
      "completions/max_length": 5,
      "completions/clipped_ratio": 0.5,
      learning_rate: 0.25,
      grad_norm: 2,
      loss: 0.5,
      entropy: 1.5,
      "clip_ratio/low_mean": 0.25,
      "clip_ratio/high_mean": 0.125,
      "clip_ratio/region_mean": 0.375,
      "sampling/sampling_logp_difference/mean": 0.125,
      trained_tokens: 8,
    });
    expect(metrics["memory/peak_rss_gb"]).toBeGreaterThan(0.01);
    expect(metrics["memory/peak_rss_gb"]).toBeLessThan(24);
  });

  it("leave out numbers that do not exist", () => {
    expect(metrics).not.toHaveProperty("credit/token_to_response");
    for (const value of Object.values(metrics)) expect(Number.isFinite(value)).toBe(true);
  });
});
