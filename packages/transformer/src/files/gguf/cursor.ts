import { DataError } from "@rtt/core";

/** The bytes at hand end before the header does. */
export class HeaderIncomplete extends Error {}

/** Reads little-endian values one after the other. */
export class Cursor {
  readonly #view: DataView;
  readonly #file: string;
  #at = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
  }

  get position(): number {
    return this.#at;
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** A 64-bit count; larger than a double holds exactly means that the file is broken. */
  u64(): number {
    const value = Number(this.#view.getBigUint64(this.#take(8), true));
    if (!Number.isSafeInteger(value))
      throw new DataError(this.#file, 0, "holds an impossible size");
    return value;
  }

  text(): string {
    const length = this.u64();
    const start = this.#take(length);
    return new TextDecoder().decode(
      new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length),
    );
  }

  /** A metadata value of the type with this number. */
  value(type: number): unknown {
    const view = this.#view;
    switch (type) {
      case 0:
        return view.getUint8(this.#take(1));
      case 1:
        return view.getInt8(this.#take(1));
      case 2:
        return view.getUint16(this.#take(2), true);
      case 3:
        return view.getInt16(this.#take(2), true);
      case 4:
        return this.u32();
      case 5:
        return view.getInt32(this.#take(4), true);
      case 6:
        return view.getFloat32(this.#take(4), true);
      case 7:
        return view.getUint8(this.#take(1)) !== 0;
      case 8:
        return this.text();
      case 9: {
        const itemType = this.u32();
        const count = this.u64();
        this.#expect(count);
        return Array.from({ length: count }, () => this.value(itemType));
      }
      case 10:
        return this.u64();
      case 11:
        return Number(view.getBigInt64(this.#take(8), true));
      case 12:
        return view.getFloat64(this.#take(8), true);
      default:
        throw new DataError(this.#file, 0, `holds metadata of the unknown type ${type}`);
    }
  }

  #take(bytes: number): number {
    this.#expect(bytes);
    const start = this.#at;
    this.#at += bytes;
    return start;
  }

  #expect(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw new HeaderIncomplete();
  }
}
