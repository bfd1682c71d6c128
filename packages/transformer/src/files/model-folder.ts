import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "@rtt/core";
import type { DecoderConfig } from "../model/config.ts";
import type { Weights } from "../model/weights.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { readConfig, writeConfig } from "./config-json.ts";
import { folderWeights } from "./folder-weights.ts";
import { readJson } from "./read-json.ts";
import { writeSafetensors } from "./safetensors.ts";
import { tokenizerOfFiles } from "./tokenizer-of-files.ts";
import { writeWhole } from "./write-whole.ts";

/** A model as it lies on disk. */
export interface LoadedModel {
  readonly config: DecoderConfig;
  readonly weights: Weights;
  readonly tokenizer: Tokenizer;
  /** Files beside the weights (configuration, tokenizer, templates, generation settings), by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Loads a Hugging Face folder: config.json, safetensors (sharded or not), tokenizer.json and what
 * stands beside it.
 *
 * @throws DataError naming the file and what is wrong with it
 */
export async function loadModelFolder(folder: string): Promise<LoadedModel> {
  const configFile = join(folder, "config.json");
  const config = readConfig(configFile, await readJson(configFile));
  const names = await readdir(folder);
  const files = new Map<string, Uint8Array>();
  for (const name of names.filter((n) => /\.(json|jinja|txt|model)$/u.test(n)))
    if (!name.endsWith(".index.json")) files.set(name, await readFile(join(folder, name)));
  const tokenizer = tokenizerOfFiles(folder, files);
  expectFit(join(folder, "tokenizer.json"), tokenizer, config);
  return { config, weights: await folderWeights(folder, names), tokenizer, files };
}

/**
 * Writes a folder that Python's transformers opens. What stood beside the weights is kept byte for
 * byte; config.json keeps what it held and says what the model now is.
 */
export async function saveModelFolder(
  folder: string,
  { config, weights, files }: Omit<LoadedModel, "tokenizer">,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files)
    if (name !== "config.json") await writeWhole(join(folder, name), [bytes]);
  const kept = new TextDecoder().decode(files.get("config.json") ?? new TextEncoder().encode("{}"));
  const { dtype: _, ...fields } = JSON.parse(kept) as Record<string, unknown>;
  const text = `${JSON.stringify({ ...fields, ...writeConfig(config) }, undefined, 2)}\n`;
  await writeWhole(join(folder, "config.json"), [new TextEncoder().encode(text)]);
  await writeSafetensors(join(folder, "model.safetensors"), weights);
}

/** @throws DataError when the tokenizer has ids that the model lacks */
export function expectFit(source: string, tokenizer: Tokenizer, config: DecoderConfig): void {
  if (tokenizer.vocabularySize > config.vocabularySize)
    throw new DataError(
      source,
      0,
      `has ${tokenizer.vocabularySize} tokens, but the model only ${config.vocabularySize}: it belongs to another model`,
    );
  const end = tokenizer.endOfSequence.find((id) => id < 0 || id >= config.vocabularySize);
  if (end !== undefined)
    throw new DataError(
      source,
      0,
      `the end-of-sequence id ${end} is beyond the model's ${config.vocabularySize} tokens`,
    );
}
