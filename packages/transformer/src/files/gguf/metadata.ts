import { DataError } from "@rtt/core";
import type { ByteCursor } from "./byte-cursor.ts";

/** A value of GGUF metadata. */
export type MetadataValue = number | boolean | string | readonly (number | boolean | string)[];

/** GGUF metadata by key. */
export type Metadata = ReadonlyMap<string, MetadataValue>;

type Scalar = number | boolean | string;

const arrayType = 9;

/** How to read a value of each of GGUF's types, by its number. */
const readers: Readonly<Record<number, (cursor: ByteCursor) => Scalar>> = {
  0: (cursor) => cursor.number(1, (view, at) => view.getUint8(at)),
  1: (cursor) => cursor.number(1, (view, at) => view.getInt8(at)),
  2: (cursor) => cursor.number(2, (view, at) => view.getUint16(at, true)),
  3: (cursor) => cursor.number(2, (view, at) => view.getInt16(at, true)),
  4: (cursor) => cursor.uint32(),
  5: (cursor) => cursor.number(4, (view, at) => view.getInt32(at, true)),
  6: (cursor) => cursor.number(4, (view, at) => view.getFloat32(at, true)),
  7: (cursor) => cursor.number(1, (view, at) => view.getUint8(at)) !== 0,
  8: (cursor) => cursor.string(),
  10: (cursor) => cursor.uint64(),
  11: (cursor) => cursor.number(8, (view, at) => Number(view.getBigInt64(at, true))),
  12: (cursor) => cursor.number(8, (view, at) => view.getFloat64(at, true)),
};

/**
 * Reads the number of entries and the entries.
 *
 * @throws DataError for a type that GGUF does not have
 * @throws EndOfBytes
 */
export function readMetadata(cursor: ByteCursor, path: string): Metadata {
  const metadata = new Map<string, MetadataValue>();
  for (let left = cursor.uint64(); left > 0; left--) {
    const key = cursor.string();
    const type = cursor.uint32();
    if (type !== arrayType) {
      metadata.set(key, readerOf(type, key, path)(cursor));
      continue;
    }
    const read = readerOf(cursor.uint32(), key, path);
    const values: Scalar[] = [];
    for (let n = cursor.uint64(); n > 0; n--) values.push(read(cursor));
    metadata.set(key, values);
  }
  return metadata;
}

function readerOf(type: number, key: string, path: string): (cursor: ByteCursor) => Scalar {
  const reader = readers[type];
  if (reader === undefined)
    throw new DataError(path, 0, `the metadata ${key} has type ${type}, which is not known`);
  return reader;
}
