import { DataError } from "@rtt/core";
import type { DecoderConfig } from "../../model/config.ts";
import type { GgufHeader } from "./gguf-file.ts";

const architectures = ["llama", "qwen2", "qwen3"] as const;

/**
 * The decoder that a GGUF file holds.
 *
 * @throws DataError for an architecture or a kind of scaling that is not supported
 */
export function ggufConfig({ metadata, tensors }: GgufHeader, path: string): DecoderConfig {
  const family = architectures.find((name) => name === metadata.get("general.architecture"));
  if (family === undefined)
    throw new DataError(
      path,
      0,
      `the architecture ${String(metadata.get("general.architecture"))} is not known; known are ${architectures.join(", ")}`,
    );
  const number = (name: string, otherwise?: number): number => {
    const value = metadata.get(`${family}.${name}`) ?? otherwise;
    if (typeof value !== "number" || !(value > 0))
      throw new DataError(
        path,
        0,
        `${family}.${name} must be a number above 0, got ${String(value)}`,
      );
    return value;
  };
  const scaling = metadata.get(`${family}.rope.scaling.type`) ?? "none";
  if (scaling !== "none" || tensors.some(({ name }) => name === "rope_freqs.weight"))
    throw new DataError(path, 0, "rope scaling is not supported");
  const heads = number("attention.head_count");
  const hiddenSize = number("embedding_length");
  const headSize = number("attention.key_length", hiddenSize / heads);
  const embedding = tensors.find(({ name }) => name === "token_embd.weight");
  if (embedding === undefined) throw new DataError(path, 0, "holds no token_embd.weight");
  return {
    family,
    vocabularySize: embedding.shape[0]!,
    hiddenSize,
    intermediateSize: number("feed_forward_length"),
    layers: number("block_count"),
    heads,
    keyHeads: number("attention.head_count_kv", heads),
    headSize,
    ropeTheta: number("rope.freq_base", 10_000),
    normEpsilon: number("attention.layer_norm_rms_epsilon"),
    maxPositions: number("context_length"),
    tiedEmbeddings: !tensors.some(({ name }) => name === "output.weight"),
    attentionBias: tensors.some(({ name }) => name === "blk.0.attn_q.bias"),
    headNorm: family === "qwen3",
    embeddingMultiplier: 1,
    attentionMultiplier: 1 / Math.sqrt(headSize),
    residualMultiplier: 1,
    logitsScaling: 1,
  };
}
