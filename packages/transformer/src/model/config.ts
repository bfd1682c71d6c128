/** The decoder families that are one implementation here. */
export type DecoderFamily = "llama" | "qwen2" | "qwen3" | "granite";

/** Shape of a decoder-only language model; fields as in Hugging Face's config.json. */
export interface DecoderConfig {
  readonly family: DecoderFamily;
  /** V */
  readonly vocabularySize: number;
  /** D */
  readonly hiddenSize: number;
  /** Width F of the gated unit. */
  readonly intermediateSize: number;
  readonly layers: number;
  readonly heads: number;
  /** Heads of keys and values; divides `heads`. */
  readonly keyHeads: number;
  /** Numbers of one head; even. */
  readonly headSize: number;
  /** Base of the rotary frequencies. */
  readonly ropeTheta: number;
  readonly normEpsilon: number;
  /** Longest sequence in tokens. */
  readonly maxPositions: number;
  /** The output embedding is the input embedding. */
  readonly tiedEmbeddings: boolean;
  /** Query, key and value projections have biases (Qwen2). */
  readonly attentionBias: boolean;
  /** Queries and keys are normalized head by head (Qwen3). */
  readonly headNorm: boolean;
  /** Factor of the input embedding (Granite; 1 elsewhere). */
  readonly embeddingMultiplier: number;
  /** Factor of the attention scores (`1 / sqrt(headSize)` but for Granite). */
  readonly attentionMultiplier: number;
  /** Factor of what each block adds (Granite; 1 elsewhere). */
  readonly residualMultiplier: number;
  /** The logits are divided by it (Granite; 1 elsewhere). */
  readonly logitsScaling: number;
}
