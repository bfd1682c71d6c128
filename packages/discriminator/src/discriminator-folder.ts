import { join } from "node:path";
import { DataError } from "@rtt/core";
import {
  Decoder,
  loadModelFolder,
  saveModelFolder,
  writeSafetensors,
  type DecoderOptions,
  type Tokenizer,
} from "@rtt/transformer";
import { Discriminator } from "./discriminator.ts";
import { headOf } from "./head.ts";

const headFile = "relevance-head.safetensors";

/** A discriminator from disk, with its tokenizer. */
export interface LoadedDiscriminator {
  readonly discriminator: Discriminator;
  readonly tokenizer: Tokenizer;
}

/**
 * Writes a Hugging Face folder with the head beside it. Adapters are merged into the weights.
 *
 * @param files what stands beside the weights of the model it was made from (its tokenizer), by name
 */
export async function saveDiscriminator(
  folder: string,
  { decoder, head }: Discriminator,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const weights = await decoder.exportWeights();
  await saveModelFolder(folder, { config: decoder.config, weights, files });
  await writeSafetensors(
    join(folder, headFile),
    new Map([
      ["score.weight", { shape: head.weight.shape, data: await head.weight.data<"float32">() }],
      ["score.bias", { shape: head.bias.shape, data: await head.bias.data<"float32">() }],
    ]),
  );
}

/**
 * Loads what `saveDiscriminator` wrote.
 *
 * @throws DataError naming the file that is missing or does not fit
 */
export async function loadDiscriminator(
  folder: string,
  options: DecoderOptions = {},
): Promise<LoadedDiscriminator> {
  const { config, weights, tokenizer } = await loadModelFolder(folder);
  const weight = weights.get("score.weight")?.data;
  const bias = weights.get("score.bias")?.data;
  if (weight === undefined || bias === undefined)
    throw new DataError(join(folder, headFile), 0, "is missing; this is no trained discriminator");
  if (weight.length !== config.hiddenSize || bias.length !== 1)
    throw new DataError(
      join(folder, headFile),
      0,
      `has ${weight.length} weights, but the decoder has hidden size ${config.hiddenSize}`,
    );
  const decoder = new Decoder(config, weights, options);
  return { discriminator: new Discriminator(decoder, headOf(weight, bias)), tokenizer };
}
