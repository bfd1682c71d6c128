import type {
  CreditAssigner,
  Objective,
  OptimizerSettings,
  Policy,
  Prompt,
  RelevanceModel,
  Reward,
  SamplingSettings,
  Scorer,
  Tracker,
} from "@rtt/core";
import type { Evaluation } from "./evaluate.ts";
import type { RunStore } from "./run-store.ts";

/** The prompts of one step, counted from 1; their ids differ within the step. Depends on nothing else. */
export type PromptSource = (step: number) => readonly Prompt[];

/** The learning rate of one step, counted from 1. */
export type LearningRate = (step: number) => number;

/** Numbers of a training run. */
export interface TrainingSettings {
  /** Steps of the whole run, counted from its very beginning. */
  readonly steps: number;
  /** All random numbers of the run are a function of the seed and the step. */
  readonly seed: number | string;
  /** Rollouts of each prompt; default 8. */
  readonly numGenerations?: number;
  readonly sampling: SamplingSettings;
  readonly optimizer: Omit<OptimizerSettings, "learningRate">;
  readonly learningRate: LearningRate;
  /** Updates on each batch; default 1: on-policy. */
  readonly numIterations?: number;
  /** A checkpoint is saved after every so many steps, and always at the end; default 0: only there. */
  readonly saveEvery?: number;
}

/** Evaluation on held-out prompts while training. */
export interface EvaluationSetup {
  readonly prompts: readonly Prompt[];
  readonly sampling: SamplingSettings;
  /** Seed of the samples, the same at every evaluation. */
  readonly seed: number | string;
  /** After every so many steps, and always at the end; default 0: only there. */
  readonly every?: number;
  /** Also before the first step; default false. */
  readonly atStart?: boolean;
}

/** Everything a training run is made of. */
export interface TrainingSetup {
  readonly policy: Policy;
  readonly prompts: PromptSource;
  readonly scorer: Scorer;
  readonly reward: Reward;
  /** `undefined` for credit that looks at responses only. */
  readonly relevance: RelevanceModel | undefined;
  readonly credit: CreditAssigner;
  /** Default: the paper's, `ppo()`. */
  readonly objective?: Objective;
  readonly settings: TrainingSettings;
  readonly runStore: RunStore;
  readonly trackers?: readonly Tracker[];
  readonly evaluation?: EvaluationSetup | undefined;
  /** Stops the run after saving a checkpoint; the step in progress is dropped or finished. */
  readonly signal?: AbortSignal | undefined;
}

/** How a training run ended. */
export interface TrainingResult {
  /** Steps done since the beginning of the run. */
  readonly steps: number;
  readonly outcome: "finished" | "aborted";
  /** The last evaluation, where one was asked for and reached. */
  readonly evaluation: Evaluation | undefined;
}
