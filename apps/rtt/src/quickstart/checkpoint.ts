import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DataError } from "@rtt/core";
import { loadModelFolder, type LoadedModel } from "@rtt/transformer";

/** Where the warm-up that ships lies. */
export const shippedFolder: string = fileURLToPath(
  new URL("../../assets/quickstart/", import.meta.url),
);

/** What stands beside the checkpoint. */
interface Provenance {
  /** The command that made it. */
  readonly command: string;
  readonly seed: number;
  readonly sha256: string;
}

/**
 * The warm-up that ships, with its hash checked.
 *
 * @throws DataError when the file is not the one that was shipped
 */
export async function shippedWarmUp(folder: string = shippedFolder): Promise<LoadedModel> {
  const { sha256 } = JSON.parse(await readFile(`${folder}provenance.json`, "utf8")) as Provenance;
  const file = `${folder}model/model.safetensors`;
  if ((await hashOf(file)) !== sha256)
    throw new DataError(file, 0, "is not the checkpoint that was shipped; fetch it again");
  return loadModelFolder(`${folder}model`);
}

/** SHA-256 of a file, hexadecimal. */
export async function hashOf(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
