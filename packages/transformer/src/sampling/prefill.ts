import { causalAttention, embedding, KeyValueCache, linear } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import type { Decoder } from "../model/decoder.ts";

/** A batch of sequences that can be gone on with. */
export interface DecodeState {
  /** One cache for each layer; a row for each sequence. */
  readonly caches: KeyValueCache[];
  /** Tokens that each row has seen, shape `[rows]`. */
  lengths: Int32Array;
}

/**
 * Runs prompts once and keeps their keys and values.
 *
 * @param capacity most tokens a row will ever hold
 * @returns logits after each prompt, shape `[rows]` of `[V]`, and the state to decode from
 */
export function prefill(
  decoder: Decoder,
  prompts: readonly Int32Array[],
  capacity: number,
): { logits: Float32Array[]; state: DecodeState } {
  const { heads, keyHeads, headSize, layers, attentionMultiplier: scale } = decoder.config;
  const rows = prompts.length;
  const lengths = Int32Array.from(prompts, (prompt) => prompt.length);
  const width = Math.max(...lengths);
  const tokens = new Int32Array(rows * width);
  prompts.forEach((prompt, row) => tokens.set(prompt, row * width));
  const caches = Array.from(
    { length: layers },
    () => new KeyValueCache({ rows, capacity, width: keyHeads * headSize }),
  );
  const shape = { batch: rows, length: width, heads, keyHeads, scale };
  const positions = Int32Array.from(tokens, (_, i) => i % width);
  const logits = rowsOf(() => {
    const hidden = decoder.run(tokens, positions, (layer) => (q, k, v) => {
      caches[layer]!.fill(k, v, lengths);
      return causalAttention(q, k, v, shape);
    });
    const last = Int32Array.from(lengths, (length, row) => row * width + length - 1);
    return linear(embedding(hidden, last, false), decoder.head, false);
  });
  return { logits, state: { caches, lengths } };
}

/**
 * Feeds one token to each row.
 *
 * @returns logits of the next token, shape `[rows]` of `[V]`
 */
export function decodeStep(
  decoder: Decoder,
  state: DecodeState,
  tokens: Int32Array,
): Float32Array[] {
  const { heads, keyHeads, attentionMultiplier: scale } = decoder.config;
  const logits = rowsOf(() => {
    const hidden = decoder.run(
      tokens,
      state.lengths,
      (layer) => (q, k, v) => state.caches[layer]!.attend(q, k, v, { heads, keyHeads, scale }),
    );
    return linear(hidden, decoder.head, false);
  });
  state.lengths = state.lengths.map((length) => length + 1);
  return logits;
}

/** Makes row i what row `rows[i]` was. */
export function selectRows(state: DecodeState, rows: Int32Array): void {
  for (const cache of state.caches) cache.select(rows);
  state.lengths = Int32Array.from(rows, (row) => state.lengths[row]!);
}

export function disposeState(state: DecodeState): void {
  for (const cache of state.caches) cache.dispose();
}

function rowsOf(compute: () => tf.Tensor2D): Float32Array[] {
  let rows: Float32Array[] = [];
  tf.tidy(() => {
    const tensor = compute();
    const [count, width] = tensor.shape;
    const values = tensor.dataSync<"float32">();
    rows = Array.from({ length: count }, (_, i) => values.subarray(i * width, (i + 1) * width));
  });
  return rows;
}
