import { embedding, tokenLogProbs } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import type { Decoder } from "../model/decoder.ts";
import { microBatches } from "../training/micro-batches.ts";
import { paddedBatch, type Sequence } from "../training/padded-batch.ts";

/** Log-probabilities of the response tokens at a temperature, nats, rows of shape `[T]`. */
export function sequenceLogProbs(
  decoder: Decoder,
  sequences: readonly Sequence[],
  temperature: number,
  maxTokens: number,
): Float32Array[] {
  const rowsNT: Float32Array[] = sequences.map(() => new Float32Array());
  const lengths = sequences.map((s) => s.promptTokens.length + s.tokens.length);
  for (const places of microBatches(lengths, maxTokens)) {
    const rows = places.map((place) => sequences[place]!);
    const batch = paddedBatch(
      rows,
      rows.map(({ tokens }) => [...tokens.keys()]),
    );
    tf.tidy(() => {
      const hidden = decoder.hidden(batch.tokens, batch.rows, batch.width);
      const states = embedding(hidden, batch.places, false);
      const { logProbs } = tokenLogProbs(states, decoder.head, batch.targets, temperature, false);
      const values = logProbs.dataSync<"float32">();
      places.forEach((place, row) => {
        rowsNT[place] = values.slice(batch.offsets[row], batch.offsets[row + 1]);
      });
    });
  }
  return rowsNT;
}
