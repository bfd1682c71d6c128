import type { DecoderConfig, Weights } from "@rtt/transformer";
import type { StoredTensor } from "./write-gguf.ts";

/** A byte-level alphabet of 256 characters, as GPT-2 and its heirs write bytes. */
const byteCharacters: readonly string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCharCode(printable ? byte : next++);
  });
})();

const merges = ["\u0120 t", "h e", "\u0120t he", "1 2", "\u00f0 \u0141", "a b"];

/** Three added tokens, the bytes, and what the merges make: 265 tokens. */
export const tokens: readonly string[] = [
  "<|end|>",
  "<|user|>",
  "<note>",
  ...byteCharacters,
  ...merges.map((merge) => merge.replace(" ", "")),
];

/** Metadata of a model with that tokenizer. */
export function metadataOf(config: DecoderConfig): Record<string, never> {
  const { family } = config;
  const granite = {
    [`${family}.embedding_scale`]: config.embeddingMultiplier,
    [`${family}.attention.scale`]: config.attentionMultiplier,
    [`${family}.residual_scale`]: config.residualMultiplier,
    [`${family}.logit_scale`]: config.logitsScaling,
  };
  const metadata = {
    "general.architecture": family,
    [`${family}.block_count`]: config.layers,
    [`${family}.context_length`]: config.maxPositions,
    [`${family}.embedding_length`]: config.hiddenSize,
    [`${family}.feed_forward_length`]: config.intermediateSize,
    [`${family}.attention.head_count`]: config.heads,
    [`${family}.attention.head_count_kv`]: config.keyHeads,
    [`${family}.attention.key_length`]: config.headSize,
    [`${family}.rope.freq_base`]: config.ropeTheta,
    [`${family}.attention.layer_norm_rms_epsilon`]: config.normEpsilon,
    ...(family === "granite" ? granite : {}),
    "tokenizer.ggml.model": "gpt2",
    "tokenizer.ggml.pre": "smollm",
    "tokenizer.ggml.tokens": tokens,
    "tokenizer.ggml.token_type": tokens.map((_, id) => (id < 2 ? 3 : id === 2 ? 4 : 1)),
    "tokenizer.ggml.merges": merges,
    "tokenizer.ggml.eos_token_id": 0,
    "tokenizer.chat_template":
      "{% for m in messages %}<|user|>{{ m.content }}{{ eos_token }}{% endfor %}",
  };
  return metadata as unknown as Record<string, never>;
}

/** Weights under llama.cpp's names and, where its families have it, in its row order. */
export function storedTensors(config: DecoderConfig, weights: Weights): Map<string, StoredTensor> {
  const names: Record<string, string> = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    lm_head: "output",
    input_layernorm: "attn_norm",
    post_attention_layernorm: "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
  };
  const pairwise = config.family === "llama" || config.family === "granite";
  const stored = new Map<string, StoredTensor>();
  for (const [name, { shape, data }] of weights) {
    const [, layer, part, kind] = /^(?:model\.layers\.(\d+)\.)?(.+)\.(weight|bias)$/u.exec(name)!;
    const prefix = layer === undefined ? "" : `blk.${layer}.`;
    const rows = pairwise && /[qk]_proj$/u.test(part!) ? interleaved(data, shape, config) : data;
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    stored.set(`${prefix}${names[part!]}.${kind}`, { shape, type: 0, bytes });
  }
  return stored;
}

/** The conversion's own formula: view [heads, 2, half, width], swap the two in the middle. */
function interleaved(
  data: Float32Array,
  shape: readonly number[],
  { headSize }: DecoderConfig,
): Float32Array {
  const [heads, half, width] = [shape[0]! / headSize, headSize / 2, shape[1] ?? 1];
  const result: number[] = [];
  for (let head = 0; head < heads; head++)
    for (let i = 0; i < half; i++)
      for (let s = 0; s < 2; s++)
        for (let c = 0; c < width; c++) result.push(data[((head * 2 + s) * half + i) * width + c]!);
  return Float32Array.from(result);
}
