import type { FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";
import type { Weight } from "../../model/weights.ts";
import { Cursor, HeaderIncomplete } from "./cursor.ts";
import { tensorTypes } from "./tensor-types.ts";

/** Where a tensor of a GGUF file stands. */
export interface GgufTensor {
  readonly name: string;
  /** Row-major, as elsewhere; the file has it the other way round. */
  readonly shape: readonly number[];
  readonly type: number;
  /** Bytes from the beginning of the file. */
  readonly start: number;
}

/** Header of a GGUF file. */
export interface GgufHeader {
  readonly metadata: ReadonlyMap<string, unknown>;
  readonly tensors: readonly GgufTensor[];
}

/**
 * Reads the header, in as large a piece as it takes.
 *
 * @throws DataError when the file is no GGUF of version 2 or 3, or is truncated
 */
export async function readGgufHeader(file: FileHandle, path: string): Promise<GgufHeader> {
  const { size } = await file.stat();
  for (let length = 2 ** 22; ; length *= 4) {
    const bytes = await readBytes(file, path, 0, Math.min(length, size));
    try {
      return parseHeader(bytes, path, size);
    } catch (error) {
      if (!(error instanceof HeaderIncomplete)) throw error;
      if (length >= size) throw new DataError(path, 0, "is truncated", { cause: error });
    }
  }
}

/**
 * Reads one tensor as float32.
 *
 * @throws DataError when its type is not known
 */
export async function readGgufTensor(
  file: FileHandle,
  path: string,
  { name, shape, type, start }: GgufTensor,
): Promise<Weight> {
  const format = tensorTypes[type];
  if (format === undefined) {
    const known = Object.values(tensorTypes).map((each) => each!.name);
    throw new DataError(
      path,
      0,
      `${name} has the tensor type ${type}, which is not known; known are ${known.join(", ")}`,
    );
  }
  const count = shape.reduce((product, n) => product * n, 1);
  if (count % format.blockSize !== 0)
    throw new DataError(path, 0, `${name} is not made of whole ${format.name} blocks`);
  const bytes = (count / format.blockSize) * format.blockBytes;
  return { shape, data: format.read(await readBytes(file, path, start, bytes), count) };
}

async function readBytes(
  file: FileHandle,
  path: string,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead < length) throw new DataError(path, 0, "is truncated");
  return bytes;
}

function parseHeader(bytes: Uint8Array, path: string, fileSize: number): GgufHeader {
  const cursor = new Cursor(bytes, path);
  if (cursor.u32() !== 0x46554747) throw new DataError(path, 0, "is not a GGUF file");
  const version = cursor.u32();
  if (version !== 2 && version !== 3)
    throw new DataError(path, 0, `is a GGUF file of version ${version}; known are 2 and 3`);
  const tensorCount = cursor.u64();
  const metadataCount = cursor.u64();
  if (tensorCount + metadataCount > fileSize)
    throw new DataError(path, 0, "holds an impossible size");
  const metadata = new Map<string, unknown>();
  for (let i = 0; i < metadataCount; i++) metadata.set(cursor.text(), cursor.value(cursor.u32()));
  const tensors = Array.from({ length: tensorCount }, () => {
    const name = cursor.text();
    const dimensions = cursor.u32();
    if (dimensions > 8) throw new DataError(path, 0, `${name} has ${dimensions} dimensions`);
    const shape = Array.from({ length: dimensions }, () => cursor.u64()).toReversed();
    return { name, shape, type: cursor.u32(), start: cursor.u64() };
  });
  const alignment = Number(metadata.get("general.alignment") ?? 32);
  const data = Math.ceil(cursor.position / alignment) * alignment;
  return {
    metadata,
    tensors: tensors.map((tensor) => ({ ...tensor, start: data + tensor.start })),
  };
}
