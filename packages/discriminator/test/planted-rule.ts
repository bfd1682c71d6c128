import { Random } from "@rtt/core";
import { Discriminator, type RelevanceExample } from "@rtt/discriminator";
import { Decoder, initializeWeights, type DecoderConfig } from "@rtt/transformer";

export const tinyConfig: DecoderConfig = {
  family: "granite",
  vocabularySize: 14,
  hiddenSize: 16,
  intermediateSize: 32,
  layers: 1,
  heads: 2,
  keyHeads: 1,
  headSize: 8,
  ropeTheta: 10_000,
  normEpsilon: 1e-5,
  maxPositions: 64,
  tiedEmbeddings: true,
  attentionBias: false,
  headNorm: false,
  embeddingMultiplier: 4,
  attentionMultiplier: 1 / Math.sqrt(8),
  residualMultiplier: 1,
  logitsScaling: 1,
};

/** A small discriminator that knows nothing. */
export function tiny(seed: number, config: DecoderConfig = tinyConfig): Discriminator {
  const random = Random.fromSeed(seed);
  const decoder = new Decoder(config, initializeWeights(config, random));
  return Discriminator.untrained(decoder, random.fork("head"));
}

/** The rule to be found: the prompt names a token, and each such token of the response is relevant. */
export function planted(count: number, random: Random): RelevanceExample[] {
  return Array.from({ length: count }, () => {
    const named = 2 + random.integer(4);
    const tokens = Int32Array.from({ length: 3 + random.integer(8) }, () => 2 + random.integer(8));
    return {
      type: "mention",
      promptTokens: Int32Array.of(named + 8, 1),
      tokens,
      labels: Uint8Array.from(tokens, (token) => Number(token === named)),
    };
  });
}
