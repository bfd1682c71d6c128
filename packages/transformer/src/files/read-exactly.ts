import type { FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";

/** One read call of Node takes no more than 2 GiB. */
const mostAtOnce = 2 ** 30;

/**
 * Bytes `[start, start + length)` of an open file.
 *
 * @throws DataError when the file ends before
 */
export async function readExactly(
  file: FileHandle,
  path: string,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const size = Math.min(mostAtOnce, length - filled);
    const { bytesRead } = await file.read(bytes, filled, size, start + filled);
    if (bytesRead === 0)
      throw new DataError(
        path,
        0,
        `is truncated: it ends at byte ${start + filled}, ${start + length} are needed`,
      );
    filled += bytesRead;
  }
  return bytes;
}
