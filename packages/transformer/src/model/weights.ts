/** One parameter as plain numbers, row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Parameters by their Hugging Face names, for example `model.layers.0.self_attn.q_proj.weight`. */
export type Weights = ReadonlyMap<string, Weight>;
