import { loadModel, modelPath, type LoadedModel } from "@rtt/transformer";

/** A model from a Hugging Face folder, a GGUF file, or the cache by the name of a fetched one. */
export async function openModel(name: string): Promise<LoadedModel> {
  return loadModel(modelPath(name));
}
