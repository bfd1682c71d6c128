import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "@rtt/core";
import { cacheFolder } from "./cache-folder.ts";
import { publishedModels } from "./published-models.ts";

/**
 * Where a model lies: the file in the cache for the name of a published one (`./smollm2` is a folder
 * of that name), and any other text as it is.
 *
 * @param cache default: the user's
 * @throws ConfigError when the model was not fetched yet
 */
export function modelPath(nameOrPath: string, cache: string = cacheFolder()): string {
  const model = publishedModels[nameOrPath];
  if (model === undefined) return nameOrPath;
  const path = join(cache, model.file);
  if (existsSync(path)) return path;
  throw new ConfigError(
    "model",
    `${nameOrPath} is not in the cache ${cache} yet; fetch it with: rtt model fetch ${nameOrPath}`,
  );
}
