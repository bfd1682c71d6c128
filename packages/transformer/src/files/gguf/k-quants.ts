import { halfToFloat } from "../float-formats.ts";

/**
 * Blocks of 256 numbers: half-precision scales over groups that have small scales of their own.
 * The products are exact in float32, so that rounding once, when stored, gives ggml's numbers.
 *
 * Source: ggml, `ggml-quants.c`, dequantize_row_q4_K, _q5_K, _q6_K.
 */
type Dequantize = (bytes: Uint8Array) => Float32Array;

/** `d s q - m o`: 8 groups of 32 with 6-bit scale s and offset o; q of 4 bits. */
export const q4K: Dequantize = (bytes) => grouped(bytes, 144, (at, i) => nibble(bytes, at + 16, i));

/** The same with a fifth bit: bit g of byte i of 32, for number i of group g. */
export const q5K: Dequantize = (bytes) =>
  grouped(bytes, 176, (at, i) => {
    const high = (bytes[at + 16 + (i & 31)]! >> (i >> 5)) & 1;
    return nibble(bytes, at + 48, i) | (high << 4);
  });

/** `d s (q - 32)`: 16 groups of 16 with signed-byte scale s; q of 4 low and 2 high bits. */
export const q6K: Dequantize = (bytes) => {
  const values = new Float32Array((bytes.length / 210) * 256);
  for (let at = 0, base = 0; at < bytes.length; at += 210, base += 256) {
    const d = half(bytes, at + 208);
    for (let i = 0; i < 256; i++) {
      const [part, quarter, l] = [i >> 7, (i >> 5) & 3, i & 31];
      const low = bytes[at + part * 64 + (quarter & 1) * 32 + l]! >> (quarter < 2 ? 0 : 4);
      const high = (bytes[at + 128 + part * 32 + l]! >> (2 * quarter)) & 3;
      const scale = (bytes[at + 192 + (i >> 4)]! << 24) >> 24;
      values[base + i] = d * scale * (((low & 0xf) | (high << 4)) - 32);
    }
  }
  return values;
};

function grouped(
  bytes: Uint8Array,
  size: number,
  quantum: (at: number, i: number) => number,
): Float32Array {
  const values = new Float32Array((bytes.length / size) * 256);
  for (let at = 0, base = 0; at < bytes.length; at += size, base += 256) {
    const d = half(bytes, at);
    const m = half(bytes, at + 2);
    for (let group = 0; group < 8; group++) {
      const [scale, offset] = sixBits(bytes, at + 4, group);
      const ds = d * scale;
      const mo = m * offset;
      for (let i = 32 * group; i < 32 * (group + 1); i++)
        values[base + i] = ds * quantum(at, i) - mo;
    }
  }
  return values;
}

/** Scale and offset of a group: 8 + 8 numbers of 6 bits in 12 bytes. */
function sixBits(bytes: Uint8Array, at: number, group: number): [scale: number, offset: number] {
  if (group < 4) return [bytes[at + group]! & 63, bytes[at + group + 4]! & 63];
  const low = bytes[at + group + 4]!;
  return [
    (low & 0xf) | ((bytes[at + group - 4]! >> 6) << 4),
    (low >> 4) | ((bytes[at + group]! >> 6) << 4),
  ];
}

/** Number i of 256: of each 32 bytes the low halves, then the high ones. */
function nibble(bytes: Uint8Array, at: number, i: number): number {
  const byte = bytes[at + (i >> 6) * 32 + (i & 31)]!;
  return (i & 32) === 0 ? byte & 0xf : byte >> 4;
}

function half(bytes: Uint8Array, at: number): number {
  return halfToFloat(bytes[at]! | (bytes[at + 1]! << 8));
}
