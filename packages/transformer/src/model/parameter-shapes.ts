import type { DecoderConfig } from "./config.ts";

/** The shape of every parameter of a decoder, by Hugging Face name. */
export function parameterShapes(config: DecoderConfig): Map<string, readonly number[]> {
  const { hiddenSize, intermediateSize, vocabularySize, headSize } = config;
  const queries = config.heads * headSize;
  const keys = config.keyHeads * headSize;
  const shapes = new Map<string, readonly number[]>();
  shapes.set("model.embed_tokens.weight", [vocabularySize, hiddenSize]);
  for (let layer = 0; layer < config.layers; layer++) {
    const set = (name: string, ...shape: number[]): unknown =>
      shapes.set(`model.layers.${layer}.${name}`, shape);
    set("input_layernorm.weight", hiddenSize);
    set("self_attn.q_proj.weight", queries, hiddenSize);
    set("self_attn.k_proj.weight", keys, hiddenSize);
    set("self_attn.v_proj.weight", keys, hiddenSize);
    set("self_attn.o_proj.weight", hiddenSize, queries);
    if (config.attentionBias) {
      set("self_attn.q_proj.bias", queries);
      set("self_attn.k_proj.bias", keys);
      set("self_attn.v_proj.bias", keys);
    }
    if (config.headNorm) {
      set("self_attn.q_norm.weight", headSize);
      set("self_attn.k_norm.weight", headSize);
    }
    set("post_attention_layernorm.weight", hiddenSize);
    set("mlp.gate_proj.weight", intermediateSize, hiddenSize);
    set("mlp.up_proj.weight", intermediateSize, hiddenSize);
    set("mlp.down_proj.weight", hiddenSize, intermediateSize);
  }
  shapes.set("model.norm.weight", [hiddenSize]);
  if (!config.tiedEmbeddings) shapes.set("lm_head.weight", [vocabularySize, hiddenSize]);
  return shapes;
}
