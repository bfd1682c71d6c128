import { DataError } from "@rtt/core";
import type { DecoderConfig, DecoderFamily } from "../model/config.ts";

const families: Readonly<Record<string, DecoderFamily>> = {
  llama: "llama",
  mistral: "llama",
  qwen2: "qwen2",
  qwen3: "qwen3",
  granite: "granite",
};

const architectures: Readonly<Record<DecoderFamily, string>> = {
  llama: "LlamaForCausalLM",
  qwen2: "Qwen2ForCausalLM",
  qwen3: "Qwen3ForCausalLM",
  granite: "GraniteForCausalLM",
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads Hugging Face's config.json.
 *
 * @throws DataError naming the field that is missing or not supported
 */
export function readConfig(file: string, fields: Fields): DecoderConfig {
  const family = families[String(fields["model_type"])];
  if (family === undefined)
    throw new DataError(
      file,
      0,
      `model_type ${String(fields["model_type"])} is not known; known are ${Object.keys(families).join(", ")}`,
    );
  const whole = (name: string, otherwise?: number): number => {
    const value = fields[name] ?? otherwise;
    if (!Number.isInteger(value) || (value as number) < 1)
      throw new DataError(
        file,
        0,
        `${name} must be a whole number above 0, got ${JSON.stringify(value)}`,
      );
    return value as number;
  };
  const real = (name: string, otherwise?: number): number => {
    const value = fields[name] ?? otherwise;
    if (typeof value !== "number" || !(value > 0))
      throw new DataError(
        file,
        0,
        `${name} must be a number above 0, got ${JSON.stringify(value)}`,
      );
    return value;
  };
  refuse(file, fields);
  const heads = whole("num_attention_heads");
  const headSize = whole("head_dim", whole("hidden_size") / heads);
  const keyHeads = whole("num_key_value_heads", heads);
  if (heads % keyHeads !== 0 || headSize % 2 !== 0)
    throw new DataError(
      file,
      0,
      `${heads} heads of size ${headSize} cannot share ${keyHeads} key heads: the size must be even and the heads a multiple`,
    );
  const granite = family === "granite";
  return {
    family,
    vocabularySize: whole("vocab_size"),
    hiddenSize: whole("hidden_size"),
    intermediateSize: whole("intermediate_size"),
    layers: whole("num_hidden_layers"),
    heads,
    keyHeads,
    headSize,
    ropeTheta: real("rope_theta", (ropeOf(fields)["rope_theta"] as number | undefined) ?? 10_000),
    normEpsilon: real("rms_norm_eps", 1e-6),
    maxPositions: whole("max_position_embeddings", 2048),
    tiedEmbeddings: fields["tie_word_embeddings"] === true,
    attentionBias: family === "qwen2",
    headNorm: family === "qwen3",
    embeddingMultiplier: granite ? real("embedding_multiplier", 1) : 1,
    attentionMultiplier: granite ? real("attention_multiplier", 1) : 1 / Math.sqrt(headSize),
    residualMultiplier: granite ? real("residual_multiplier", 1) : 1,
    logitsScaling: granite ? real("logits_scaling", 1) : 1,
  };
}

/** The config.json that Hugging Face's transformers opens as the same model. */
export function writeConfig(config: DecoderConfig): Fields {
  const granite = {
    embedding_multiplier: config.embeddingMultiplier,
    attention_multiplier: config.attentionMultiplier,
    residual_multiplier: config.residualMultiplier,
    logits_scaling: config.logitsScaling,
  };
  return {
    architectures: [architectures[config.family]],
    model_type: config.family,
    vocab_size: config.vocabularySize,
    hidden_size: config.hiddenSize,
    intermediate_size: config.intermediateSize,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyHeads,
    head_dim: config.headSize,
    hidden_act: "silu",
    rope_theta: config.ropeTheta,
    rms_norm_eps: config.normEpsilon,
    max_position_embeddings: config.maxPositions,
    tie_word_embeddings: config.tiedEmbeddings,
    attention_bias: config.attentionBias,
    mlp_bias: false,
    torch_dtype: "float32",
    ...(config.family === "granite" ? granite : {}),
  };
}

function ropeOf(fields: Fields): Fields {
  return (fields["rope_parameters"] ?? fields["rope_scaling"] ?? {}) as Fields;
}

/** What the decoder does not compute must not be passed over in silence. */
function refuse(file: string, fields: Fields): void {
  const ropeType = ropeOf(fields)["rope_type"] ?? ropeOf(fields)["type"] ?? "default";
  if (ropeType !== "default")
    throw new DataError(
      file,
      0,
      `rope scaling ${JSON.stringify(ropeType)} is not supported; only default`,
    );
  const activation = fields["hidden_act"] ?? "silu";
  if (activation !== "silu")
    throw new DataError(
      file,
      0,
      `hidden_act ${JSON.stringify(activation)} is not supported; only silu`,
    );
  if (fields["attention_bias"] === true && fields["model_type"] !== "qwen2")
    throw new DataError(file, 0, "attention_bias is supported for qwen2 only");
  if (fields["mlp_bias"] === true) throw new DataError(file, 0, "mlp_bias is not supported");
  if ((fields["partial_rotary_factor"] ?? 1) !== 1)
    throw new DataError(file, 0, "partial_rotary_factor is not supported; only 1");
  if (
    fields["use_sliding_window"] === true ||
    (typeof fields["sliding_window"] === "number" && fields["model_type"] === "mistral")
  )
    throw new DataError(file, 0, "sliding-window attention is not supported");
}
