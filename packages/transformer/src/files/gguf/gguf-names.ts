import { DataError } from "@rtt/core";

const whole: Readonly<Record<string, string>> = {
  "token_embd.weight": "model.embed_tokens.weight",
  "output_norm.weight": "model.norm.weight",
  "output.weight": "lm_head.weight",
};

const inLayer: Readonly<Record<string, string>> = {
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

/**
 * Hugging Face's name of a tensor of a GGUF file.
 *
 * @throws DataError for a tensor that the decoder has no place for
 */
export function huggingFaceName(name: string, path: string): string {
  const known = whole[name];
  if (known !== undefined) return known;
  const [, layer, part, kind] = /^blk\.(\d+)\.(\w+)\.(weight|bias)$/u.exec(name) ?? [];
  const place = inLayer[part ?? ""];
  const biased = kind === "weight" || ["attn_q", "attn_k", "attn_v"].includes(part ?? "");
  if (place === undefined || !biased)
    throw new DataError(path, 0, `holds the tensor ${name}, which the decoder has no place for`);
  return `model.layers.${layer}.${place}.${kind}`;
}
