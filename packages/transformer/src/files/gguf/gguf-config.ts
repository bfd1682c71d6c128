import { DataError } from "@rtt/core";
import type { DecoderConfig, DecoderFamily } from "../../model/config.ts";
import type { GgufHeader } from "./gguf-header.ts";

const families: readonly DecoderFamily[] = ["llama", "qwen2", "qwen3", "granite"];

/**
 * The shape of the model in a GGUF file.
 *
 * @throws DataError for another architecture, a missing number, or what the decoder does not compute
 */
export function ggufConfig({ metadata, tensors }: GgufHeader, path: string): DecoderConfig {
  const architecture = metadata.get("general.architecture");
  const family = families.find((name) => name === architecture);
  if (family === undefined)
    throw new DataError(
      path,
      0,
      `holds the architecture ${String(architecture)}; known are ${families.join(", ")}`,
    );
  const real = (key: string, otherwise?: number): number => {
    const value = metadata.get(`${family}.${key}`) ?? otherwise;
    if (typeof value !== "number" || !(value > 0) || !Number.isFinite(value))
      throw new DataError(
        path,
        0,
        `${family}.${key} must be a number above 0, got ${String(value)}`,
      );
    return value;
  };
  const whole = (key: string, otherwise?: number): number => {
    const value = real(key, otherwise);
    if (!Number.isInteger(value))
      throw new DataError(path, 0, `${family}.${key} must be a whole number, got ${value}`);
    return value;
  };
  const has = (name: string): boolean => tensors.some((tensor) => tensor.name === name);
  const vocabularySize = tensors.find(({ name }) => name === "token_embd.weight")?.shape[0];
  if (vocabularySize === undefined) throw new DataError(path, 0, "lacks token_embd.weight");
  const heads = whole("attention.head_count");
  const headSize = whole("attention.key_length", whole("embedding_length") / heads);
  const scaling = metadata.get(`${family}.rope.scaling.type`) ?? "none";
  if (scaling !== "none" || has("rope_freqs.weight"))
    throw new DataError(path, 0, "has scaled rotary positions, which are not supported");
  if (
    whole("rope.dimension_count", headSize) !== headSize ||
    whole("attention.value_length", headSize) !== headSize
  )
    throw new DataError(path, 0, `must rotate and mix whole heads of ${headSize} numbers`);
  const keyHeads = whole("attention.head_count_kv", heads);
  if (heads % keyHeads !== 0 || headSize % 2 !== 0)
    throw new DataError(
      path,
      0,
      `${heads} heads of size ${headSize} cannot share ${keyHeads} key heads: the size must be even and the heads a multiple`,
    );
  const layers = whole("block_count");
  if (layers > tensors.length)
    throw new DataError(path, 0, `holds ${tensors.length} tensors, too few for ${layers} layers`);
  const granite = family === "granite";
  return {
    family,
    vocabularySize,
    hiddenSize: whole("embedding_length"),
    intermediateSize: whole("feed_forward_length"),
    layers,
    heads,
    keyHeads,
    headSize,
    ropeTheta: real("rope.freq_base", 10_000),
    normEpsilon: shortest(real("attention.layer_norm_rms_epsilon")),
    maxPositions: whole("context_length"),
    tiedEmbeddings: !has("output.weight"),
    attentionBias: has("blk.0.attn_q.bias"),
    headNorm: has("blk.0.attn_q_norm.weight"),
    embeddingMultiplier: granite ? shortest(real("embedding_scale", 1)) : 1,
    attentionMultiplier: granite
      ? shortest(real("attention.scale", 1 / Math.sqrt(headSize)))
      : 1 / Math.sqrt(headSize),
    residualMultiplier: granite ? shortest(real("residual_scale", 1)) : 1,
    logitsScaling: granite ? shortest(real("logit_scale", 1)) : 1,
  };
}

/** The decimal number that a float32 was written from: 1e-5, not 9.99999974e-6. */
function shortest(value: number): number {
  return Number(Math.fround(value).toPrecision(7));
}
