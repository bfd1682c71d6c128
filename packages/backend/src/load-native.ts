import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where scripts/native-tf.mjs installs the native backend, outside the project's lockfile. */
function nativeFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(cache, "rtt", "native");
}

/**
 * Loads a native TF.js package from the project or from `nativeFolder()`, onto the TF.js that
 * everything here uses. It registers the backend "tensorflow".
 *
 * @throws Error saying what is missing
 */
export function loadNative(packageName: string): void {
  const places = [import.meta.url, join(nativeFolder(), "package.json")];
  const found = places.map((place) => resolveFrom(place, packageName)).find(Boolean);
  if (found === undefined) throw new Error(`${packageName} is not installed`);
  shareTensorflowJs(found);
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  createRequire(import.meta.url)(found);
}

/**
 * Lets a package installed elsewhere find our TF.js where it looks for its own copy. A second copy
 * would register every kernel again, with a warning each.
 */
function shareTensorflowJs(nativePackage: string): void {
  const [ours, theirs] = [createRequire(import.meta.url), createRequire(nativePackage)];
  for (const name of ["@tensorflow/tfjs-core", "@tensorflow/tfjs"]) {
    ours(name);
    ours.cache[theirs.resolve(name)] = ours.cache[ours.resolve(name)];
  }
}

function resolveFrom(place: string, packageName: string): string | undefined {
  try {
    return createRequire(place).resolve(packageName);
  } catch {
    return undefined;
  }
}
