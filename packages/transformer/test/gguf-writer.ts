/** A tensor to be written: dimensions outermost first, ggml's type number, bytes as they lie. */
export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Metadata as the writer takes them: whole numbers, floats, texts and lists of texts or numbers. */
export type WrittenMetadata = Readonly<
  Record<string, string | number | { readonly float: number } | readonly (string | number)[]>
>;

/** The bytes of a GGUF file of version 3, written from the format's description. */
export function ggufBytes(
  metadata: WrittenMetadata,
  tensors: readonly WrittenTensor[],
): Uint8Array {
  const parts: Uint8Array[] = [];
  const put = (size: number, set: (view: DataView) => void): void => {
    const bytes = new Uint8Array(size);
    set(new DataView(bytes.buffer));
    parts.push(bytes);
  };
  const u32 = (value: number): void => put(4, (view) => view.setUint32(0, value, true));
  const u64 = (value: number): void => put(8, (view) => view.setBigUint64(0, BigInt(value), true));
  const text = (value: string): void => {
    const bytes = new TextEncoder().encode(value);
    u64(bytes.length);
    parts.push(bytes);
  };
  parts.push(new TextEncoder().encode("GGUF"));
  u32(3);
  u64(tensors.length);
  u64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    text(key);
    if (typeof value === "string") {
      u32(8);
      text(value);
    } else if (typeof value === "number") {
      u32(4);
      u32(value);
    } else if ("float" in value) {
      u32(6);
      put(4, (view) => view.setFloat32(0, value.float, true));
    } else {
      u32(9);
      u32(typeof value[0] === "string" ? 8 : 4);
      u64(value.length);
      for (const item of value) {
        if (typeof item === "string") text(item);
        else u32(item);
      }
    }
  }
  let offset = 0;
  for (const { name, shape, type, bytes } of tensors) {
    text(name);
    u32(shape.length);
    for (const size of shape.toReversed()) u64(size);
    u32(type);
    u64(offset);
    offset += padded(bytes.length);
  }
  const header = parts.reduce((sum, part) => sum + part.length, 0);
  parts.push(new Uint8Array(padded(header) - header));
  for (const { bytes } of tensors)
    parts.push(bytes, new Uint8Array(padded(bytes.length) - bytes.length));
  return new Uint8Array(Buffer.concat(parts));
}

function padded(size: number): number {
  return Math.ceil(size / 32) * 32;
}
