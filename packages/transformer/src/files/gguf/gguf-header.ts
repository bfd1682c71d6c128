import type { FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";
import { readExactly } from "../read-exactly.ts";
import { ByteCursor, EndOfBytes } from "./byte-cursor.ts";
import { readMetadata, type Metadata } from "./metadata.ts";

/** Where a tensor lies and how it is stored. */
export interface GgufTensor {
  readonly name: string;
  /** Outermost first, as in the model: the file has them the other way round. */
  readonly shape: readonly number[];
  /** ggml's number of the type. */
  readonly type: number;
  /** First byte, counted from the start of the file. */
  readonly start: number;
}

/** What stands before the tensors of a GGUF file. */
export interface GgufHeader {
  readonly metadata: Metadata;
  readonly tensors: readonly GgufTensor[];
}

/**
 * Reads the header of an open GGUF file, version 2 or 3, little-endian.
 *
 * @throws DataError when it is truncated or malformed
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export async function readGgufHeader(file: FileHandle, path: string): Promise<GgufHeader> {
  const { size } = await file.stat();
  // The header's length is known only when it is read: try a little, then ever more.
  for (let length = 2 ** 20; ; length *= 4) {
    const bytes = await readExactly(file, path, 0, Math.min(length, size));
    try {
      return parse(new ByteCursor(bytes), path);
    } catch (error) {
      if (!(error instanceof EndOfBytes)) throw error;
      if (length >= size)
        throw new DataError(path, 0, `is truncated: it ends at byte ${size}, inside the header`);
    }
  }
}

function parse(cursor: ByteCursor, path: string): GgufHeader {
  cursor.skip(4);
  const version = cursor.uint32();
  if (version !== 2 && version !== 3)
    throw new DataError(path, 0, `has GGUF version ${version}; known are 2 and 3, little-endian`);
  const tensorCount = cursor.uint64();
  const metadata = readMetadata(cursor, path);
  const infos: (Omit<GgufTensor, "start"> & { offset: number })[] = [];
  for (let i = 0; i < tensorCount; i++) {
    const name = cursor.string();
    const dimensions = cursor.uint32();
    if (dimensions > 4)
      throw new DataError(path, 0, `${name} has ${dimensions} dimensions; at most 4 are known`);
    const shape = Array.from({ length: dimensions }, () => cursor.uint64()).toReversed();
    infos.push({ name, shape, type: cursor.uint32(), offset: cursor.uint64() });
  }
  const alignment = metadata.get("general.alignment") ?? 32;
  if (typeof alignment !== "number" || !(alignment >= 1))
    throw new DataError(path, 0, `general.alignment is ${String(alignment)}; it must be above 0`);
  const data = Math.ceil(cursor.position / alignment) * alignment;
  const tensors = infos.map(({ offset, ...info }) => ({ ...info, start: data + offset }));
  return { metadata, tensors };
}
