import type { Rollout, StepReport, Verdict } from "@rtt/core";
import { readMetrics, train } from "@rtt/trainer";
import { expect, it } from "vitest";
import { centred, satisfactionRate, settings, wordPrompt, wordSetup } from "./word-task.ts";

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

/** One group of two, lengths 3 and 5, and two updates with known reports. */
async function oneStep(): Promise<Record<string, number>> {
  const reports = [report(6, 1, 0), report(2, 3, 0.5)];
  const setup = await wordSetup({
    policy: {
      sample: async () => [[rollout("a", 3, "stop"), rollout("b", 5, "length")]],
      logProbs: async () => [],
      step: async () => reports.shift()!,
      save: async () => {},
      load: async () => {},
    },
    prompts: () => [wordPrompt("p")],
    // The first satisfies both; of the second only one verdict is known, and it is violated.
    scorer: () => [
      [verdict("satisfied"), verdict("satisfied")],
      [verdict("violated"), verdict("unknown")],
    ],
    reward: satisfactionRate,
    relevance: {
      relevance: async () => [
        [Float32Array.of(1, 0, 0), new Float32Array(3)],
        [new Float32Array(5).fill(1), new Float32Array(5)],
      ],
    },
    credit: (groups) =>
      centred(groups).map((credit) => ({
        ...credit,
        diagnostics: { "credit/flat_rows": 0.5, "credit/token_to_response": Number.NaN },
      })),
    settings: {
      ...settings,
      steps: 1,
      numGenerations: 2,
      numIterations: 2,
      learningRate: () => 0.25,
    },
  });
  await train(setup);
  return (await readMetrics(setup.runStore.folder))[0]!;
}

it("metrics are the hand-worked numbers under the names that users know", async () => {
  const metrics = await oneStep();
  expect(metrics).toMatchObject({
    step: 1,
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
    step_skipped: 0,
  });
  expect(metrics["memory/peak_rss_gb"]).toBeGreaterThan(0.01);
  expect(metrics["memory/peak_rss_gb"]).toBeLessThan(24);
  for (const name of ["sample", "score", "relevance", "credit", "train", "save", "step"])
    expect(metrics[`time/${name}`]).toBeGreaterThanOrEqual(0);
  for (const phase of ["sample", "train"])
    expect(metrics[`tokens_per_second/${phase}`]).toBeGreaterThan(0);
  // Numbers that do not exist are left out.
  expect(metrics).not.toHaveProperty("credit/token_to_response");
});
