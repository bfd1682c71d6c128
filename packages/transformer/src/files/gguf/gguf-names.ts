import type { DecoderConfig } from "../../model/config.ts";
import type { Weight } from "../../model/weights.ts";

const parts: Readonly<Record<string, string>> = {
  attn_norm: "input_layernorm",
  attn_q: "self_attn.q_proj",
  attn_k: "self_attn.k_proj",
  attn_v: "self_attn.v_proj",
  attn_output: "self_attn.o_proj",
  attn_q_norm: "self_attn.q_norm",
  attn_k_norm: "self_attn.k_norm",
  ffn_norm: "post_attention_layernorm",
  ffn_gate: "mlp.gate_proj",
  ffn_up: "mlp.up_proj",
  ffn_down: "mlp.down_proj",
};

/** The Hugging Face name of a GGUF tensor; undefined for what the decoder has no use for. */
export function huggingFaceName(name: string): string | undefined {
  if (name === "token_embd.weight") return "model.embed_tokens.weight";
  if (name === "output_norm.weight") return "model.norm.weight";
  if (name === "output.weight") return "lm_head.weight";
  const match = /^blk\.(\d+)\.(\w+)\.(weight|bias)$/u.exec(name);
  const part = match && parts[match[2]!];
  return part ? `model.layers.${match[1]}.${part}.${match[3]}` : undefined;
}

/**
 * Llama's queries and keys are stored with the two halves of each head interleaved; this puts them
 * back: row `2 i + s` of a head becomes row `s half + i`.
 */
export function withHalvesApart(name: string, weight: Weight, config: DecoderConfig): Weight {
  if (config.family !== "llama" || !/\.[qk]_proj\./u.test(name)) return weight;
  const half = config.headSize / 2;
  const width = weight.data.length / weight.shape[0]!;
  const data = new Float32Array(weight.data.length);
  for (let row = 0; row < weight.shape[0]!; row++) {
    const inHead = row % config.headSize;
    const target = row - inHead + (inHead % 2) * half + Math.floor(inHead / 2);
    data.set(weight.data.subarray(row * width, (row + 1) * width), target * width);
  }
  return { shape: weight.shape, data };
}
