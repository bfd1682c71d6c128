import { ConfigError, NumericError, type Random } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Discriminator } from "./discriminator.ts";
import type { RelevanceExample } from "./examples.ts";
import { cosineRate } from "./learning-rate.ts";
import { microBatches } from "./micro-batches.ts";
import { Optimizer } from "./optimizer.ts";
import { tokenLoss } from "./token-loss.ts";

/** Options of `trainDiscriminator`. The paper's runs: rate 9e-6, 2 epochs, batches of 256. */
export interface DiscriminatorTraining {
  readonly examples: readonly RelevanceExample[];
  readonly random: Random;
  /** Peak; reached after the first 3 % of the steps, then a cosine down to a tenth. */
  readonly learningRate: number;
  /** Passes over the examples; default 2. */
  readonly epochs?: number;
  /** Examples of one update; default 256. */
  readonly batchSize?: number;
  /** Tokens of one forward and backward pass, padding included; default 4096. */
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
  /** Mean over the batch's response tokens, nats. */
  readonly loss: number;
  /** Before clipping. */
  readonly gradNorm: number;
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
    learningRate,
    epochs = 2,
    batchSize = 256,
    maxTokens = 4096,
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
  const warmupSteps = Math.ceil(0.03 * steps);
  const optimizer = new Optimizer(discriminator.trainable, {
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay,
    maxGradNorm,
  });
  try {
    let shuffled: RelevanceExample[] = [];
    for (let step = 1; step <= steps && !isAborted(signal); step++) {
      const place = (step - 1) % batchesPerEpoch;
      if (place === 0) shuffled = random.shuffled(examples);
      const batch = shuffled.slice(place * batchSize, (place + 1) * batchSize);
      const { loss, gradients } = await batchGradient(discriminator, batch, {
        maxTokens,
        positiveWeight,
      });
      const rate = cosineRate(step, { peak: learningRate, steps, warmupSteps, floor: 0.1 });
      if (!Number.isFinite(loss)) throw new NumericError("discriminator loss", step, loss);
      const gradNorm = optimizer.update(gradients, rate);
      tf.dispose([...gradients.values()]);
      if (!Number.isFinite(gradNorm))
        throw new NumericError("discriminator gradient norm", step, gradNorm);
      onStep?.({ step, steps, loss, gradNorm });
    }
  } finally {
    optimizer.dispose();
  }
}

/** Mean loss of a batch over its response tokens, and its gradient, in micro-batches. */
export async function batchGradient(
  discriminator: Discriminator,
  batch: readonly RelevanceExample[],
  { maxTokens, positiveWeight }: { maxTokens: number; positiveWeight: number },
): Promise<{ loss: number; gradients: ReadonlyMap<string, tf.Tensor> }> {
  const lengths = batch.map(({ promptTokens, tokens }) => promptTokens.length + tokens.length);
  const count = batch.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const names = new Map([...discriminator.trainable].map(([name, variable]) => [variable, name]));
  const gradients = new Map<string, tf.Tensor>();
  let loss = 0;
  for (const places of microBatches(lengths, maxTokens)) {
    const part = places.map((place) => batch[place]!);
    const { value, grads } = tf.variableGrads(() => {
      const labels = tf.tensor1d(Float32Array.from(part.flatMap((one) => [...one.labels])));
      const sum = tokenLoss(discriminator.logits(part), labels, positiveWeight);
      return tf.div<tf.Scalar>(sum, count);
    }, [...names.keys()]);
    loss += (await value.data())[0]!;
    value.dispose();
    for (const [variable, name] of names) {
      const gradient = grads[variable.name]!;
      const before = gradients.get(name);
      gradients.set(
        name,
        before === undefined ? gradient : tf.tidy(() => tf.add(before, gradient)),
      );
      if (before !== undefined) tf.dispose([before, gradient]);
    }
  }
  return { loss, gradients };
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
