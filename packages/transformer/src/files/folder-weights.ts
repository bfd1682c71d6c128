import { join } from "node:path";
import { DataError } from "@rtt/core";
import type { Weight, Weights } from "../model/weights.ts";
import { readJson } from "./read-json.ts";
import { readSafetensors } from "./safetensors.ts";

const indexFile = "model.safetensors.index.json";

/**
 * The weights of a Hugging Face folder: the files that model.safetensors.index.json lists, or all
 * safetensors files.
 *
 * @param names the names in the folder
 * @throws DataError naming the file that is missing or broken, or the tensor that is in none
 */
export async function folderWeights(folder: string, names: readonly string[]): Promise<Weights> {
  const index = names.includes(indexFile) ? await readIndex(join(folder, indexFile)) : undefined;
  const files =
    index === undefined
      ? names.filter((name) => name.endsWith(".safetensors"))
      : [...new Set(index.values())];
  if (files.length === 0) throw new DataError(folder, 0, "holds no .safetensors file");
  const weights = new Map<string, Weight>();
  for (const name of files) {
    if (!names.includes(name))
      throw new DataError(join(folder, indexFile), 0, `names ${name}, which is not there`);
    for (const [tensor, weight] of await readSafetensors(join(folder, name)))
      weights.set(tensor, weight);
  }
  for (const [tensor, file] of index ?? [])
    if (!weights.has(tensor))
      throw new DataError(join(folder, file), 0, `lacks ${tensor}, which ${indexFile} promises`);
  return weights;
}

async function readIndex(path: string): Promise<Map<string, string>> {
  const { weight_map: map } = await readJson(path);
  const entries = Object.entries((map ?? {}) as Record<string, unknown>);
  if (entries.length === 0 || entries.some(([, file]) => typeof file !== "string"))
    throw new DataError(path, 0, "weight_map must name the file of each tensor");
  return new Map(entries as [string, string][]);
}
