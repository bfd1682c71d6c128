import { embedding, tokenLogProbs } from "@rtt/backend";
import type { Objective, OptimizerSettings, StepReport, TrainingSequence } from "@rtt/core";
import type * as tf from "@tensorflow/tfjs-core";
import type { Decoder } from "../model/decoder.ts";
import { microBatches } from "../training/micro-batches.ts";
import type { Optimizer } from "../training/optimizer.ts";
import { paddedBatch } from "../training/padded-batch.ts";
import { trainStep } from "../training/train-step.ts";
import { objectiveLoss, type ObjectiveRow } from "./objective-loss.ts";
import { StepTally } from "./step-tally.ts";

/** What a step is made of. */
export interface PolicyStep {
  readonly decoder: Decoder;
  readonly optimizer: Optimizer;
  readonly batch: readonly TrainingSequence[];
  readonly temperature: number;
  readonly objective: Objective;
  readonly settings: OptimizerSettings;
  /** Most tokens of a micro-batch, padding included. */
  readonly maxTokens: number;
}

/**
 * One update of a policy on a batch. Each sequence keeps its own rows through sorting and padding,
 * and its weight comes from the whole batch, so the split into micro-batches changes nothing.
 */
export function policyStep(step: PolicyStep): StepReport {
  const { decoder, optimizer, batch, temperature, objective, settings, maxTokens } = step;
  const trained = batch.map(trainedTokens);
  const weights = objective.weights(trained.map((tokens) => tokens.length));
  const rows = batch.map((sequence, n): ObjectiveRow => ({
    oldLogProbs: trained[n]!.map((t) => sequence.oldLogProbs[t]!),
    advantages: trained[n]!.map((t) => sequence.advantages[t]!),
    weight: weights[n]!,
  }));
  const tally = new StepTally();
  const used = [...batch.keys()].filter((n) => trained[n]!.length > 0);
  const lengths = used.map((n) => batch[n]!.promptTokens.length + batch[n]!.tokens.length);
  const losses = microBatches(lengths, maxTokens).map((places) => (): tf.Scalar => {
    const chosen = places.map((place) => used[place]!);
    const padded = paddedBatch(
      chosen.map((n) => batch[n]!),
      chosen.map((n) => trained[n]!),
    );
    const hidden = decoder.hidden(padded.tokens, padded.rows, padded.width);
    const states = embedding(hidden, padded.places, true);
    const { logProbs, entropy } = tokenLogProbs(
      states,
      decoder.head,
      padded.targets,
      temperature,
      decoder.trainsHead,
    );
    tally.addEntropy(entropy);
    const parts = chosen.map((n) => rows[n]!);
    return objectiveLoss(logProbs, objective, parts, (row, news, loss) =>
      tally.addSequence(news, parts[row]!.oldLogProbs, loss),
    );
  });
  const { loss, gradNorm } = trainStep(decoder.trainable, losses, optimizer, settings);
  return { loss, gradNorm, ...tally.report() };
}

function trainedTokens({ tokens, trainable }: TrainingSequence): number[] {
  const all = [...tokens.keys()];
  return trainable === undefined ? all : all.filter((t) => trainable[t] === 1);
}
