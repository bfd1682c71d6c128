import { loadModel, type LoadedModel } from "@rtt/transformer";

/** A model from a Hugging Face folder or a GGUF file. */
export async function openModel(name: string): Promise<LoadedModel> {
  return loadModel(name);
}
