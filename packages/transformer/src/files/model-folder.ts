import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "@rtt/core";
import type { DecoderConfig } from "../model/config.ts";
import type { Weight, Weights } from "../model/weights.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { readConfig, writeConfig } from "./config-json.ts";
import { readJson } from "./read-json.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";
import { tokenizerOf } from "./tokenizer-of.ts";

/** A model as it lies on disk. */
export interface LoadedModel {
  readonly config: DecoderConfig;
  readonly weights: Weights;
  readonly tokenizer: Tokenizer;
  /** Files beside the weights (tokenizer, templates, generation settings), by name. */
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
  const fields = await readJson(configFile);
  const config = readConfig(configFile, fields);
  const names = await readdir(folder);
  const tensorFiles = names.filter((name) => name.endsWith(".safetensors"));
  if (tensorFiles.length === 0) throw new DataError(folder, 0, "holds no .safetensors file");
  const parts = await Promise.all(tensorFiles.map((name) => readSafetensors(join(folder, name))));
  const weights = new Map<string, Weight>(parts.flatMap((part) => [...part]));
  const files = new Map<string, Uint8Array>();
  for (const name of names.filter((n) => /\.(json|jinja|txt|model)$/u.test(n)))
    if (name !== "config.json" && !name.endsWith(".index.json"))
      files.set(name, await readFile(join(folder, name)));
  const tokenizer = tokenizerOf(folder, files, config, fields["eos_token_id"]);
  return { config, weights, tokenizer, files };
}

/** Writes a folder that Python's transformers opens; what stood beside the weights is kept byte for byte. */
export async function saveModelFolder(
  folder: string,
  { config, weights, files }: Omit<LoadedModel, "tokenizer">,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  const text = `${JSON.stringify(writeConfig(config), undefined, 2)}\n`;
  await writeFile(join(folder, "config.json"), text);
  await writeSafetensors(join(folder, "model.safetensors"), weights);
}
