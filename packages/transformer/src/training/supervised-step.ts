import { embedding, tokenLogProbs } from "@rtt/backend";
import type { OptimizerSettings } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Decoder } from "../model/decoder.ts";
import { microBatches } from "./micro-batches.ts";
import type { Optimizer } from "./optimizer.ts";
import { paddedBatch, type Sequence } from "./padded-batch.ts";
import { trainStep, type TrainStepResult } from "./train-step.ts";

/** One update by cross-entropy on the response tokens, in nats a token, mean over all of them. */
export function supervisedStep(
  decoder: Decoder,
  sequences: readonly Sequence[],
  optimizer: Optimizer,
  settings: OptimizerSettings,
  maxTokens = 8192,
): TrainStepResult {
  const count = sequences.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const lengths = sequences.map((s) => s.promptTokens.length + s.tokens.length);
  const losses = microBatches(lengths, maxTokens).map((places) => () => {
    const rows = places.map((place) => sequences[place]!);
    const batch = paddedBatch(
      rows,
      rows.map(({ tokens }) => [...tokens.keys()]),
    );
    const hidden = decoder.hidden(batch.tokens, batch.rows, batch.width);
    const chosen = embedding(hidden, batch.places, true);
    const { logProbs } = tokenLogProbs(chosen, decoder.head, batch.targets, 1, decoder.trainsHead);
    return tf.mul<tf.Scalar>(tf.sum(logProbs), -1 / count);
  });
  return trainStep(decoder.trainable, losses, optimizer, settings);
}
