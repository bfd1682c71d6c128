import { stat } from "node:fs/promises";
import { loadGguf } from "./gguf/load-gguf.ts";
import { loadModelFolder, type LoadedModel } from "./model-folder.ts";

/** Loads a Hugging Face folder or a GGUF file, whichever the path is. */
export async function loadModel(path: string): Promise<LoadedModel> {
  return (await stat(path)).isDirectory() ? loadModelFolder(path) : loadGguf(path);
}
