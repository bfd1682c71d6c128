import { open } from "node:fs/promises";
import { DataError } from "@rtt/core";
import type { Weight, Weights } from "../model/weights.ts";
import { floatFormats } from "./float-formats.ts";
import { readExactly } from "./read-exactly.ts";
import { readSafetensorsHeader } from "./safetensors-header.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Writes float32 tensors as safetensors, whole or not at all.
 *
 * @param metadata strings kept in the file
 * @throws DataError when a shape does not fit its data, before anything is written
 */
export async function writeSafetensors(
  path: string,
  weights: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: { format: "pt", ...metadata } };
  for (const [name, { shape, data }] of weights) {
    if (shape.reduce((product, n) => product * n, 1) !== data.length)
      throw new DataError(
        path,
        0,
        `${name} of shape [${shape.join(", ")}] cannot hold ${data.length} numbers`,
      );
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(head.length - 8), true);
  head.set(text, 8);
  const tensors = [...weights.values()].map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  await writeWhole(path, [head, ...tensors]);
}

/**
 * Reads float tensors (F64, F32, F16, BF16) as float32, one after the other.
 *
 * @throws DataError when the file is truncated, malformed or holds another type
 */
export async function readSafetensors(path: string): Promise<Weights> {
  const file = await open(path, "r");
  try {
    const weights = new Map<string, Weight>();
    for (const { name, type, shape, start, length } of await readSafetensorsHeader(file, path)) {
      const format = floatFormats[type];
      if (format === undefined)
        throw new DataError(
          path,
          0,
          `${name} has type ${type}; known are ${Object.keys(floatFormats).join(", ")}`,
        );
      if (length !== shape.reduce((product, n) => product * n, format.size))
        throw new DataError(
          path,
          0,
          `${name} of shape [${shape.join(", ")}] and type ${type} cannot have ${length} bytes`,
        );
      const data = format.read(await readExactly(file, path, start, length));
      weights.set(name, { shape, data });
    }
    return weights;
  } finally {
    await file.close();
  }
}
