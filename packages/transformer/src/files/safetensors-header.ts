import type { FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";
import { readExactly } from "./read-exactly.ts";

/** Where a tensor lies. */
export interface SafetensorsEntry {
  readonly name: string;
  /** As the file names it, for example "F32". */
  readonly type: string;
  readonly shape: readonly number[];
  /** First byte, counted from the start of the file. */
  readonly start: number;
  /** Bytes. */
  readonly length: number;
}

/** The format's own limit. */
const longestHeader = 100_000_000;

/**
 * The table of contents of an open safetensors file; every range lies inside the file.
 *
 * @throws DataError when the file is truncated or malformed
 */
export async function readSafetensorsHeader(
  file: FileHandle,
  path: string,
): Promise<SafetensorsEntry[]> {
  const { size } = await file.stat();
  if (size < 8)
    throw new DataError(path, 0, "is truncated: a safetensors file has 8 bytes or more");
  const prefix = await readExactly(file, path, 0, 8);
  const headerLength = Number(new DataView(prefix.buffer).getBigUint64(0, true));
  if (headerLength > longestHeader)
    throw new DataError(
      path,
      0,
      `is not a safetensors file: it asks for a header of ${headerLength} bytes`,
    );
  const data = 8 + headerLength;
  if (data > size)
    throw new DataError(path, 0, `is truncated: the header ends at byte ${data} of ${size}`);
  return parse(path, await readExactly(file, path, 8, headerLength)).map(([name, entry]) => {
    const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
    if (
      typeof dtype !== "string" ||
      !isCounts(shape) ||
      !isCounts(offsets) ||
      offsets.length !== 2 ||
      offsets[1]! < offsets[0]!
    )
      throw new DataError(
        path,
        0,
        `the header entry of ${name} lacks a type, a shape or a pair of offsets`,
      );
    const [start, end] = offsets as [number, number];
    if (data + end > size)
      throw new DataError(
        path,
        0,
        `is truncated: ${name} ends at byte ${data + end}, the file at ${size}`,
      );
    return { name, type: dtype, shape, start: data + start, length: end - start };
  });
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function parse(path: string, bytes: Uint8Array): [string, unknown][] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new DataError(path, 0, "is not a safetensors file: its header is no JSON", {
      cause: error,
    });
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw new DataError(path, 0, "is not a safetensors file: its header is no JSON object");
  return Object.entries(header).filter(([name]) => name !== "__metadata__");
}
