import type { Objective } from "./objective.ts";
import type { Prompt } from "./prompt.ts";
import type { Random } from "./random.ts";
import type { Rollout } from "./rollout.ts";

/** How responses are drawn. */
export interface SamplingSettings {
  /** > 0; 1 samples the model's own distribution. */
  readonly temperature: number;
  /** Nucleus mass in (0, 1]; 1 is off. */
  readonly topP: number;
  /** Number of most likely tokens kept; 0 is off. */
  readonly topK: number;
  /** Longest response in tokens, end-of-sequence included. */
  readonly maxNewTokens: number;
}

/** One sequence to train on. */
export interface TrainingSequence {
  readonly promptTokens: Int32Array;
  /** Shape `[T]`. */
  readonly tokens: Int32Array;
  /** Log-probabilities the ratio is taken against, nats, shape `[T]`. */
  readonly oldLogProbs: Float32Array;
  /** Shape `[T]`. */
  readonly advantages: Float32Array;
  /** 1 where the token is trained on, shape `[T]`; all tokens where absent. */
  readonly trainable?: Uint8Array;
}

/** Settings of one optimizer step (AdamW). */
export interface OptimizerSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Gradients are scaled down to this global norm; Infinity is off. */
  readonly maxGradNorm: number;
}

/** What one optimizer step did. */
export interface StepReport {
  readonly loss: number;
  /** Global norm before clipping. */
  readonly gradNorm: number;
  /** Mean entropy of the next-token distribution over trained tokens, nats. */
  readonly entropy: number;
  /** Share of trained tokens at the lower clip, in [0, 1]. */
  readonly clippedLow: number;
  /** Share of trained tokens at the upper clip, in [0, 1]. */
  readonly clippedHigh: number;
  /** Mean of |new - old| log-probability over trained tokens before the update, nats. */
  readonly logProbDifference: number;
  readonly trainedTokens: number;
}

/** The model being trained, wherever it lives. */
export interface Policy {
  /** Draws `numGenerations` responses for each prompt: shape `[P][G]`. */
  sample(
    prompts: readonly Prompt[],
    numGenerations: number,
    settings: SamplingSettings,
    random: Random,
  ): Promise<Rollout[][]>;
  /** Log-probabilities of given responses at a temperature, nats, rows of shape `[T]`. */
  logProbs(
    sequences: readonly Pick<Rollout, "promptTokens" | "tokens">[],
    temperature: number,
  ): Promise<Float32Array[]>;
  /**
   * One optimizer step on the whole batch, in micro-batches of the policy's choosing.
   *
   * @throws NumericError when loss or gradient is not finite; the parameters are then unchanged
   */
  step(
    batch: readonly TrainingSequence[],
    temperature: number,
    objective: Objective,
    optimizer: OptimizerSettings,
  ): Promise<StepReport>;
  /** Writes everything that training needs to go on (weights, optimizer moments) into a new folder. */
  save(folder: string): Promise<void>;
  /** Restores what `save` wrote. */
  load(folder: string): Promise<void>;
}
