import { ConfigError, type Random } from "@rtt/core";
import { cosine, microBatches, Optimizer, trainStep } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import type { Discriminator } from "./discriminator.ts";
import type { RelevanceExample } from "./examples.ts";
import { tokenLoss } from "./token-loss.ts";

/** Options of `trainDiscriminator`. The paper's runs: rate 9e-6, 2 epochs, batches of 256. */
export interface DiscriminatorTraining {
  readonly examples: readonly RelevanceExample[];
  readonly random: Random;
  /** Peak; reached after the first 3 % of the updates, then a cosine down to a tenth. */
  readonly learningRate: number;
  /** Passes over the examples; default 2. */
  readonly epochs?: number;
  /** Examples of one update; default 256. */
  readonly batchSize?: number;
  /** Tokens of one forward and backward pass, padding included; default 8192. */
  readonly maxTokens?: number;
  /** How much more a label 1 counts than a label 0; default 1. */
  readonly positiveWeight?: number;
  /** Default 0. */
  readonly weightDecay?: number;
  /** Default 1. */
  readonly maxGradNorm?: number;
  /** Called after each update. */
  readonly onStep?: (progress: DiscriminatorStep) => void;
  /** Aborting ends the training after the update in progress. */
  readonly signal?: AbortSignal | undefined;
}

/** One update of `trainDiscriminator`. */
export interface DiscriminatorStep {
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the batch's response tokens before the update, nats. */
  readonly loss: number;
  /** Before clipping. */
  readonly gradNorm: number;
  readonly learningRate: number;
}

/**
 * Trains a discriminator on labelled tokens: the mean binary cross-entropy over all response tokens
 * of each batch (AdamW, betas .9 and .95). Micro-batches change neither loss nor gradient.
 *
 * @throws ConfigError when there are no examples
 * @throws NumericError when a loss or gradient is not finite; the parameters are then unchanged
 */
export async function trainDiscriminator(
  discriminator: Discriminator,
  {
    examples,
    random,
    learningRate: peak,
    epochs = 2,
    batchSize = 256,
    maxTokens = 8192,
    positiveWeight = 1,
    weightDecay = 0,
    maxGradNorm = 1,
    onStep,
    signal,
  }: DiscriminatorTraining,
): Promise<void> {
  if (examples.length === 0) throw new ConfigError("examples", "are none; nothing can be learned");
  const batchesPerEpoch = Math.ceil(examples.length / batchSize);
  const steps = epochs * batchesPerEpoch;
  const schedule = cosine(steps, Math.ceil(0.03 * steps), 0.1);
  const optimizer = new Optimizer();
  try {
    for (let step = 1, shuffled = examples; step <= steps; step++) {
      const place = (step - 1) % batchesPerEpoch;
      if (place === 0) shuffled = random.shuffled(examples);
      const batch = shuffled.slice(place * batchSize, (place + 1) * batchSize);
      const learningRate = peak * schedule(step);
      const result = trainStep(
        discriminator.trainable,
        microBatchLosses(discriminator, batch, { maxTokens, positiveWeight }),
        optimizer,
        { learningRate, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay, maxGradNorm },
      );
      onStep?.({ step, steps, ...result, learningRate });
      if (signal?.aborted === true) return;
      // Lets the process answer to signals and timers: everything above is synchronous.
      await new Promise(setImmediate);
    }
  } finally {
    optimizer.dispose();
  }
}

/** The loss of each micro-batch; together the mean over the response tokens of the batch. */
function microBatchLosses(
  discriminator: Discriminator,
  batch: readonly RelevanceExample[],
  { maxTokens, positiveWeight }: { maxTokens: number; positiveWeight: number },
): (() => tf.Scalar)[] {
  const lengths = batch.map(({ promptTokens, tokens }) => promptTokens.length + tokens.length);
  const count = batch.reduce((sum, { tokens }) => sum + tokens.length, 0);
  return microBatches(lengths, maxTokens).map((places) => () => {
    const part = places.map((place) => batch[place]!);
    const labels = tf.tensor1d(Float32Array.from(part.flatMap((example) => [...example.labels])));
    const sum = tokenLoss(discriminator.logits(part), labels, positiveWeight);
    return tf.div<tf.Scalar>(sum, count);
  });
}
