import type { FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";
import { parameterShapes } from "../../model/parameter-shapes.ts";
import type { Weight } from "../../model/weights.ts";
import { expectFit, type LoadedModel } from "../model-folder.ts";
import { tokenizerOfFiles } from "../tokenizer-of-files.ts";
import { ggufConfig } from "./gguf-config.ts";
import { readGgufHeader } from "./gguf-header.ts";
import { huggingFaceName } from "./gguf-names.ts";
import { ggufTokenizerFiles } from "./gguf-tokenizer-files.ts";
import { readTensor } from "./read-tensor.ts";
import { unpermuteHeads } from "./unpermute-heads.ts";

/**
 * Loads a model from an open GGUF file, tensor by tensor, with the tokenizer rebuilt as Hugging
 * Face's files.
 *
 * @throws DataError naming what is truncated, malformed or not supported
 */
export async function loadGguf(file: FileHandle, path: string): Promise<LoadedModel> {
  const header = await readGgufHeader(file, path);
  const config = ggufConfig(header, path);
  const files = ggufTokenizerFiles(header.metadata, path);
  const tokenizer = tokenizerOfFiles(path, files);
  expectFit(path, tokenizer, config);
  // llama.cpp reorders for the families that it rotates pairwise.
  const permuted = config.family === "llama" || config.family === "granite";
  const shapes = parameterShapes(config);
  const weights = new Map<string, Weight>();
  for (const tensor of header.tensors) {
    const name = huggingFaceName(tensor.name, path);
    const expected = shapes.get(name);
    if (String(tensor.shape) !== String(expected))
      throw new DataError(
        path,
        0,
        `${tensor.name} has shape [${tensor.shape.join(", ")}], where the model has ${expected ? `[${expected.join(", ")}]` : "no such tensor"}`,
      );
    const weight = await readTensor(file, path, tensor);
    const reorder = permuted && /\.(q|k)_proj\./u.test(name);
    weights.set(name, reorder ? unpermuteHeads(weight, config.headSize) : weight);
  }
  return { config, weights, tokenizer, files };
}
