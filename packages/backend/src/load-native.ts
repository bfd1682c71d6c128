import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where scripts/native-tf.mjs installs the native backend, outside the project's lockfile. */
export function nativeFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(cache, "rtt", "native");
}

/**
 * Loads a native TF.js package from the project or from `nativeFolder()`. TF.js keeps its engine in
 * one global place, so the package registers with the engine that everything here uses.
 *
 * @returns what was loaded, with its libtensorflow
 * @throws Error saying what is missing
 */
export function loadNative(packageName: string): string {
  const places = [import.meta.url, join(nativeFolder(), "package.json")];
  const found = places.map((place) => resolveFrom(place, packageName)).find(Boolean);
  if (found === undefined) throw new Error(`${packageName} is not installed`);
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  const { version } = createRequire(import.meta.url)(found) as {
    version: { tensorflow?: string; "tfjs-node"?: string };
  };
  return `${packageName} ${version["tfjs-node"] ?? ""} on libtensorflow`;
}

function resolveFrom(place: string, packageName: string): string | undefined {
  try {
    return createRequire(place).resolve(packageName);
  } catch {
    return undefined;
  }
}
