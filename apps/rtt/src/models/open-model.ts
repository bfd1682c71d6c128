import { loadModelFolder, type LoadedModel } from "@rtt/transformer";

/** A model from a Hugging Face folder. */
export async function openModel(name: string): Promise<LoadedModel> {
  return loadModelFolder(name);
}
