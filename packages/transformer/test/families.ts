import { Random } from "@rtt/core";
import {
  Decoder,
  initializeWeights,
  type DecoderConfig,
  type DecoderOptions,
  type Weights,
} from "@rtt/transformer";

const llama: DecoderConfig = {
  family: "llama",
  vocabularySize: 23,
  hiddenSize: 16,
  intermediateSize: 20,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headSize: 4,
  ropeTheta: 100,
  normEpsilon: 1e-5,
  maxPositions: 64,
  tiedEmbeddings: true,
  attentionBias: false,
  headNorm: false,
  embeddingMultiplier: 1,
  attentionMultiplier: 0.5,
  residualMultiplier: 1,
  logitsScaling: 1,
};

/** One small model of each family, each with what sets its family apart. */
export const families: Readonly<Record<DecoderConfig["family"], DecoderConfig>> = {
  llama,
  qwen2: { ...llama, family: "qwen2", attentionBias: true, keyHeads: 1 },
  qwen3: {
    ...llama,
    family: "qwen3",
    headNorm: true,
    headSize: 6,
    attentionMultiplier: 1 / Math.sqrt(6),
    tiedEmbeddings: false,
  },
  granite: {
    ...llama,
    family: "granite",
    keyHeads: 4,
    embeddingMultiplier: 3,
    attentionMultiplier: 0.3,
    residualMultiplier: 0.7,
    logitsScaling: 2,
  },
};

/** Weights where no norm is all ones, no bias is 0, and no two tokens are about equally likely. */
export function roughWeights(config: DecoderConfig, seed: number): Weights {
  const random = Random.fromSeed(seed);
  return new Map(
    [...initializeWeights(config, random)].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => 1.3 * value + 0.2 * random.normal()) },
    ]),
  );
}

export function roughDecoder(config: DecoderConfig, seed = 1, options?: DecoderOptions): Decoder {
  return new Decoder(config, roughWeights(config, seed), options);
}

/** Ids that are the same everywhere. */
export function someTokens(length: number, seed: number, vocabulary = 23): Int32Array {
  const random = Random.fromSeed(seed);
  return Int32Array.from({ length }, () => random.integer(vocabulary));
}
