import { Random, type Policy, type Prompt, type RelevanceModel } from "@rtt/core";
import { ppo, sequenceMeanTokenMean, tokenMean } from "@rtt/grpo";
import { ifeval, scorer } from "@rtt/rubrics";
import { loadLinguisticData } from "@rtt/rubrics/data";
import {
  consoleTracker,
  constantWithWarmup,
  train,
  type PromptSource,
  type RunStore,
  type TrainingResult,
} from "@rtt/trainer";
import type { Ablation } from "../ablations.ts";
import type { Terminal } from "../commands/terminal.ts";
import type { ResolvedSettings } from "./model-defaults.ts";

const aggregations = { "seq-mean-token-mean": sequenceMeanTokenMean, "token-mean": tokenMean };

/** Everything that a run needs beside its settings. */
export interface RunParts {
  readonly arm: Ablation;
  readonly policy: Policy;
  readonly relevance: RelevanceModel | undefined;
  readonly prompts: PromptSource;
  /** None: no evaluation. */
  readonly evaluationPrompts: readonly Prompt[];
  readonly runStore: RunStore;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Trains as the settings say. */
export async function runTraining(
  settings: ResolvedSettings,
  { arm, evaluationPrompts, terminal, ...parts }: RunParts,
): Promise<TrainingResult> {
  const { seed, steps, temperature, topP, topK } = settings;
  const sampling = { temperature, topP, topK, maxNewTokens: settings.maxCompletionLength };
  return train({
    ...parts,
    scorer: scorer(ifeval, loadLinguisticData()),
    reward: arm.reward,
    credit: arm.credit,
    objective: ppo({
      epsilon: settings.epsilon,
      epsilonHigh: settings.epsilonHigh,
      aggregation: aggregations[settings.aggregation],
    }),
    settings: {
      steps,
      seed,
      numGenerations: settings.numGenerations,
      sampling,
      optimizer: {
        beta1: settings.adamBeta1,
        beta2: settings.adamBeta2,
        epsilon: settings.adamEpsilon,
        weightDecay: settings.weightDecay,
        maxGradNorm: settings.maxGradNorm,
      },
      learningRate: constantWithWarmup(settings.learningRate, settings.warmupSteps),
      numIterations: settings.numIterations,
      saveEvery: settings.saveSteps,
    },
    trackers: [consoleTracker({ output: terminal.errors, steps })],
    evaluation:
      evaluationPrompts.length === 0
        ? undefined
        : {
            prompts: evaluationPrompts,
            sampling,
            seed,
            every: settings.evalSteps,
          },
  });
}

/** The stream of random numbers that initializes adapters. */
export function adapterRandom(seed: number): Random {
  return Random.fromSeed(`${seed}/adapters`);
}
