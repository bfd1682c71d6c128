import { open, stat } from "node:fs/promises";
import { DataError } from "@rtt/core";
import { loadGguf } from "./gguf/load-gguf.ts";
import { loadModelFolder, type LoadedModel } from "./model-folder.ts";

/**
 * Loads a model from a Hugging Face folder or a GGUF file, whichever the path names.
 *
 * @throws DataError when it is neither, or what it holds is broken
 */
export async function loadModel(path: string): Promise<LoadedModel> {
  const what = await stat(path).catch((error: unknown) => {
    throw new DataError(path, 0, "does not exist; a model folder or a GGUF file is needed", {
      cause: error,
    });
  });
  if (what.isDirectory()) return loadModelFolder(path);
  const file = await open(path, "r");
  try {
    const magic = new Uint8Array(4);
    await file.read(magic, 0, 4, 0);
    if (new TextDecoder().decode(magic) !== "GGUF")
      throw new DataError(path, 0, "is neither a model folder nor a GGUF file");
    return await loadGguf(file, path);
  } finally {
    await file.close();
  }
}
