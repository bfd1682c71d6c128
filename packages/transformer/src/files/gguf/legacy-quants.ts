import { halfToFloat } from "../float-formats.ts";

/**
 * Blocks of 32 numbers under one half-precision scale d, in some with a half-precision offset m.
 * The products are exact in float32, so that rounding once, when stored, gives ggml's numbers.
 *
 * Source: ggml, `ggml-quants.c`, dequantize_row_*.
 */
type Dequantize = (bytes: Uint8Array) => Float32Array;

/** `d q`, q a signed byte. */
export const q8_0: Dequantize = (bytes) =>
  blocks(bytes, 34, (at, set) => {
    const d = half(bytes, at);
    for (let i = 0; i < 32; i++) set(i, d * ((bytes[at + 2 + i]! << 24) >> 24));
  });

/** `d (q - 8)`, q of 4 bits. */
export const q4_0: Dequantize = (bytes) =>
  blocks(bytes, 18, (at, set) => {
    const d = half(bytes, at);
    for (let i = 0; i < 32; i++) set(i, d * (nibble(bytes, at + 2, i) - 8));
  });

/** `d q + m`, q of 4 bits. */
export const q4_1: Dequantize = (bytes) =>
  blocks(bytes, 20, (at, set) => {
    const d = half(bytes, at);
    const m = half(bytes, at + 2);
    for (let i = 0; i < 32; i++) set(i, d * nibble(bytes, at + 4, i) + m);
  });

/** `d (q - 16)`, q of 5 bits. */
export const q5_0: Dequantize = (bytes) =>
  blocks(bytes, 22, (at, set) => {
    const d = half(bytes, at);
    for (let i = 0; i < 32; i++)
      set(i, d * ((nibble(bytes, at + 6, i) | (bit(bytes, at + 2, i) << 4)) - 16));
  });

/** `d q + m`, q of 5 bits. */
export const q5_1: Dequantize = (bytes) =>
  blocks(bytes, 24, (at, set) => {
    const d = half(bytes, at);
    const m = half(bytes, at + 2);
    for (let i = 0; i < 32; i++)
      set(i, d * (nibble(bytes, at + 8, i) | (bit(bytes, at + 4, i) << 4)) + m);
  });

function blocks(
  bytes: Uint8Array,
  size: number,
  read: (at: number, set: (i: number, value: number) => void) => void,
): Float32Array {
  const values = new Float32Array((bytes.length / size) * 32);
  let base = 0;
  const set = (i: number, value: number): void => {
    values[base + i] = value;
  };
  for (let at = 0; at < bytes.length; at += size, base += 32) read(at, set);
  return values;
}

function half(bytes: Uint8Array, at: number): number {
  return halfToFloat(bytes[at]! | (bytes[at + 1]! << 8));
}

/** Number i of 32: the low halves of 16 bytes, then the high ones. */
function nibble(bytes: Uint8Array, at: number, i: number): number {
  return i < 16 ? bytes[at + i]! & 0xf : bytes[at + i - 16]! >> 4;
}

function bit(bytes: Uint8Array, at: number, i: number): number {
  return (bytes[at + (i >> 3)]! >> (i & 7)) & 1;
}
