/** Thrown where a read goes past the bytes at hand. */
export class EndOfBytes extends Error {}

/** Reads little-endian values one after the other. */
export class ByteCursor {
  /** Bytes read so far. */
  position = 0;
  readonly #view: DataView<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The place before the next `size` bytes, which are thereby read. @throws EndOfBytes */
  skip(size: number): number {
    const start = this.position;
    if (size > this.#view.byteLength - start) throw new EndOfBytes();
    this.position = start + size;
    return start;
  }

  uint32(): number {
    return this.#view.getUint32(this.skip(4), true);
  }

  /** Exact up to 2^53, which no size that fits a file exceeds. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.skip(8), true));
  }

  string(): string {
    const length = this.uint64();
    const start = this.skip(length);
    return utf8.decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length));
  }

  /** Reads `size` bytes by one of DataView's getters. */
  number(size: number, get: (view: DataView, at: number) => number): number {
    return get(this.#view, this.skip(size));
  }
}

const utf8 = new TextDecoder();
