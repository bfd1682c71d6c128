import { Random } from "@rtt/core";
import {
  Decoder,
  initializeWeights,
  wordLevelTokenizerFiles,
  type DecoderConfig,
} from "@rtt/transformer";
import { vocabulary } from "./vocabulary.ts";

/** The quickstart's policy: 345,856 parameters, opened by transformers as a Granite model. */
export const policyConfig: DecoderConfig = tinyConfig(128, 4, 256);

/** The quickstart's token relevance discriminator. */
export const discriminatorConfig: DecoderConfig = tinyConfig(64, 2, 128);

/** The tokenizer's files: one token for each piece between spaces; a prompt ends with `<go>`. */
export const tokenizerFiles: ReadonlyMap<string, Uint8Array> = wordLevelTokenizerFiles(
  vocabulary,
  "{{ messages[0].content }} <go>",
  "<eos>",
);

/** A decoder that knows nothing yet. */
export function untrained(config: DecoderConfig, seed: number | string): Decoder {
  return new Decoder(config, initializeWeights(config, Random.fromSeed(`${seed}/weights`)));
}

function tinyConfig(hiddenSize: number, heads: number, intermediateSize: number): DecoderConfig {
  return {
    family: "granite",
    vocabularySize: vocabulary.length,
    hiddenSize,
    intermediateSize,
    layers: 2,
    heads,
    keyHeads: heads,
    headSize: hiddenSize / heads,
    ropeTheta: 10_000,
    normEpsilon: 1e-5,
    maxPositions: 128,
    tiedEmbeddings: true,
    attentionBias: false,
    headNorm: false,
    embeddingMultiplier: 0.3 * Math.sqrt(hiddenSize),
    attentionMultiplier: 1 / Math.sqrt(hiddenSize / heads),
    residualMultiplier: 1,
    logitsScaling: 1,
  };
}
