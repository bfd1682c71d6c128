import { open } from "node:fs/promises";
import type { Weight } from "../../model/weights.ts";
import type { LoadedModel } from "../model-folder.ts";
import { tokenizerOf } from "../tokenizer-of.ts";
import { ggufConfig } from "./gguf-config.ts";
import { readGgufHeader, readGgufTensor } from "./gguf-file.ts";
import { huggingFaceName, withHalvesApart } from "./gguf-names.ts";
import { ggufTokenizerFiles } from "./gguf-tokenizer.ts";

/**
 * Loads a GGUF file: weights as float32 under their Hugging Face names, and the tokenizer rebuilt
 * from the metadata.
 *
 * @throws DataError naming what is truncated or not known
 */
export async function loadGguf(path: string): Promise<LoadedModel> {
  const file = await open(path, "r");
  try {
    const header = await readGgufHeader(file, path);
    const config = ggufConfig(header, path);
    const files = ggufTokenizerFiles(header, path);
    const weights = new Map<string, Weight>();
    for (const tensor of header.tensors) {
      const name = huggingFaceName(tensor.name);
      if (name === undefined) continue;
      const weight = await readGgufTensor(file, path, tensor);
      weights.set(name, withHalvesApart(name, weight, config));
    }
    return { config, weights, files, tokenizer: tokenizerOf(path, files, config, []) };
  } finally {
    await file.close();
  }
}
