import { open, rename } from "node:fs/promises";
import { DataError } from "@rtt/core";
import type { Weight, Weights } from "../model/weights.ts";
import { floatReaders } from "./float-formats.ts";

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

/**
 * Writes float32 tensors as safetensors, under a temporary name first, so that the file exists whole
 * or not at all.
 */
export async function writeSafetensors(
  path: string,
  weights: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: { format: "pt", ...metadata } };
  for (const [name, { shape, data }] of weights) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20);
  new DataView(padded.buffer).setBigUint64(0, BigInt(padded.length - 8), true);
  padded.set(text, 8);
  const file = await open(`${path}.partial`, "w");
  try {
    await file.writeFile(padded);
    for (const { data } of weights.values())
      await file.writeFile(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.partial`, path);
}

/**
 * Reads float tensors (F64, F32, F16, BF16) as float32.
 *
 * @throws DataError when the file is truncated, malformed or holds another type
 */
export async function readSafetensors(path: string): Promise<Weights> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const read = async (start: number, length: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, start);
      if (bytesRead < length) throw new DataError(path, 0, "is truncated");
      return bytes;
    };
    if (size < 8) throw new DataError(path, 0, "is truncated: no safetensors header");
    const headerLength = Number(new DataView((await read(0, 8)).buffer).getBigUint64(0, true));
    if (8 + headerLength > size)
      throw new DataError(path, 0, "is truncated, or not a safetensors file");
    const header = parseHeader(path, await read(8, headerLength));
    const weights = new Map<string, Weight>();
    for (const [name, entry] of header) {
      const [start, end] = entry.data_offsets;
      if (8 + headerLength + end > size)
        throw new DataError(path, 0, `is truncated: ${name} ends beyond the end of the file`);
      const reader = floatReaders[entry.dtype];
      if (reader === undefined)
        throw new DataError(
          path,
          0,
          `${name} has type ${entry.dtype}; known are ${Object.keys(floatReaders).join(", ")}`,
        );
      const data = reader(await read(8 + headerLength + start, end - start));
      if (data.length !== entry.shape.reduce((product, n) => product * n, 1))
        throw new DataError(path, 0, `${name} does not have the size of its shape`);
      weights.set(name, { shape: entry.shape, data });
    }
    return weights;
  } finally {
    await file.close();
  }
}

function parseHeader(path: string, bytes: Uint8Array): [string, Entry][] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new DataError(path, 0, "is not a safetensors file: its header is no JSON", {
      cause: error,
    });
  }
  const entries = Object.entries(header as Record<string, Entry>);
  return entries.filter(([name]) => name !== "__metadata__");
}
