import type { FileHandle } from "node:fs/promises";
import { DataError } from "@rtt/core";
import type { Weight } from "../../model/weights.ts";
import { readExactly } from "../read-exactly.ts";
import type { GgufTensor } from "./gguf-header.ts";
import { tensorTypes } from "./tensor-types.ts";

/**
 * Reads one tensor of an open GGUF file as float32.
 *
 * @throws DataError for a type that is not known, a size that does not fit, a file that is truncated
 */
export async function readTensor(
  file: FileHandle,
  path: string,
  { name, shape, type, start }: GgufTensor,
): Promise<Weight> {
  const known = tensorTypes[type];
  if (known === undefined) {
    const names = Object.entries(tensorTypes).map(([number, each]) => `${number} (${each.name})`);
    throw new DataError(path, 0, `${name} has tensor type ${type}; known are ${names.join(", ")}`);
  }
  if ((shape.at(-1) ?? 1) % known.numbers !== 0)
    throw new DataError(
      path,
      0,
      `${name}: rows of ${shape.at(-1)} are no whole blocks of ${known.name}, which hold ${known.numbers}`,
    );
  const numbers = shape.reduce((product, n) => product * n, 1);
  const length = (numbers / known.numbers) * known.bytes;
  const { size } = await file.stat();
  if (start + length > size)
    throw new DataError(
      path,
      0,
      `is truncated: ${name} ends at byte ${start + length}, the file at ${size}`,
    );
  return { shape, data: known.read(await readExactly(file, path, start, length)) };
}
