import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";
import { Unzip, UnzipInflate } from "fflate";

/**
 * Writes one entry of a zip file to a path, without holding either whole.
 *
 * @throws DataError when the zip file has no such entry, or is broken
 */
export async function extractEntry(zip: string, entry: string, path: string): Promise<void> {
  let chunks: Uint8Array[] = [];
  let complete = false;
  const unzip = new Unzip((file) => {
    if (file.name !== entry) return;
    file.ondata = (error, chunk, final) => {
      if (error !== null) throw error;
      chunks.push(chunk);
      complete ||= final;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const file = await open(path, "w");
  try {
    for await (const part of createReadStream(zip, { highWaterMark: 2 ** 20 })) {
      push(unzip, part as Uint8Array, zip);
      chunks = await drain(chunks, file);
    }
    push(unzip, new Uint8Array(0), zip, true);
    await drain(chunks, file);
    await file.sync();
  } finally {
    await file.close();
  }
  if (!complete) throw new DataError(zip, 0, `does not hold ${entry}, or is truncated`);
}

function push(unzip: Unzip, part: Uint8Array, zip: string, final = false): void {
  try {
    unzip.push(part, final);
  } catch (error) {
    throw new DataError(zip, 0, "is a broken zip file", { cause: error });
  }
}

async function drain(chunks: readonly Uint8Array[], file: FileHandle): Promise<Uint8Array[]> {
  for (const chunk of chunks) await file.writeFile(chunk);
  return [];
}
