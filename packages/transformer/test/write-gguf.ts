/** A tensor as GGUF stores it: shape outermost first, ggml's type number, bytes. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes: Uint8Array;
}

type Value = number | boolean | string | readonly string[] | readonly number[];

/** A GGUF file; whole numbers become uint32, others float32. */
export function writeGguf(
  metadata: Readonly<Record<string, Value>>,
  tensors: ReadonlyMap<string, StoredTensor>,
  { version = 3, alignment = 32 }: { version?: number; alignment?: number } = {},
): Uint8Array {
  const head = [ascii("GGUF"), u32(version), u64(tensors.size)];
  const entries = Object.entries({ ...metadata, "general.alignment": alignment });
  head.push(u64(entries.length), ...entries.flatMap(([key, value]) => [text(key), entry(value)]));
  let offset = 0;
  const data: Uint8Array[] = [];
  for (const [name, { shape, type, bytes }] of tensors) {
    head.push(
      text(name),
      u32(shape.length),
      ...shape.toReversed().map(u64),
      u32(type),
      u64(offset),
    );
    const padded = new Uint8Array(Math.ceil(bytes.length / alignment) * alignment);
    padded.set(bytes);
    data.push(padded);
    offset += padded.length;
  }
  const header = Buffer.concat(head);
  const filled = Buffer.alloc(Math.ceil(header.length / alignment) * alignment);
  header.copy(filled);
  return new Uint8Array(Buffer.concat([filled, ...data]));
}

function entry(value: Value): Uint8Array {
  if (typeof value === "string") return Buffer.concat([u32(8), text(value)]);
  if (typeof value === "boolean") return Buffer.concat([u32(7), Uint8Array.of(Number(value))]);
  if (typeof value === "number") return Buffer.concat([u32(typeOf(value)), number(value)]);
  const type = typeof value[0] === "number" ? typeOf(value[0]) : 8;
  const items = value.map((each) => (typeof each === "string" ? text(each) : number(each)));
  return Buffer.concat([u32(9), u32(type), u64(items.length), ...items]);
}

function typeOf(value: number): number {
  return Number.isInteger(value) ? 4 : 6;
}

function number(value: number): Uint8Array {
  if (Number.isInteger(value)) return u32(value);
  return new Uint8Array(Float32Array.of(value).buffer);
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function ascii(value: string): Uint8Array {
  return Buffer.from(value, "latin1");
}

function u32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

function u64(value: number): Uint8Array {
  return new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
}
