import { rename, rm } from "node:fs/promises";
import { RemoteError } from "@rtt/core";
import { hashFile } from "./hash-file.ts";

/**
 * Gives a complete file its final name when it is the expected one, and deletes it otherwise.
 *
 * @param service where it came from
 * @throws RemoteError when its SHA-256 is another
 */
export async function keepChecked(
  partial: string,
  path: string,
  sha256: string,
  service: string,
): Promise<void> {
  const actual = await hashFile(partial);
  if (actual !== sha256) {
    await rm(partial, { force: true });
    throw new RemoteError(
      service,
      0,
      `sent another file than expected (SHA-256 ${actual}, not ${sha256}); it was deleted`,
    );
  }
  await rename(partial, path);
}
