import { open, rename, rm } from "node:fs/promises";

/**
 * Writes a file under a temporary name, flushes it to the device and gives it its name, so that it
 * exists whole or not at all.
 */
export async function writeWhole(path: string, parts: Iterable<Uint8Array>): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    const file = await open(partial, "w");
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
