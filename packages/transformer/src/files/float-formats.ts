/** How the numbers of one safetensors type are stored. */
export interface FloatFormat {
  /** Bytes of one number. */
  readonly size: number;
  /** Little-endian bytes as float32; the result may share their memory. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Float32Array;
}

/** The float types of safetensors, by their names there. */
export const floatFormats: Readonly<Record<string, FloatFormat>> = {
  F64: { size: 8, read: (bytes) => Float32Array.from(new Float64Array(aligned(bytes, 8))) },
  F32: { size: 4, read: (bytes) => new Float32Array(aligned(bytes, 4)) },
  F16: { size: 2, read: halves },
  BF16: { size: 2, read: brainFloats },
};

/** IEEE half precision, little-endian, as float32. */
export function halves(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  return Float32Array.from(new Uint16Array(aligned(bytes, 2)), halfToFloat);
}

/** The upper halves of float32 numbers, little-endian, as float32. */
export function brainFloats(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const words = Uint32Array.from(new Uint16Array(aligned(bytes, 2)), (half) => half << 16);
  return new Float32Array(words.buffer);
}

/** An IEEE half, given as its 16 bits, as a number. */
export function halfToFloat(half: number): number {
  return table[half]!;
}

const table: Float32Array = Float32Array.from({ length: 0x1_00_00 }, (_, half) => {
  const sign = (half & 0x80_00) === 0 ? 1 : -1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3_ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

/** The bytes in a buffer of their own or at its start, where typed arrays may lie on them. */
function aligned(bytes: Uint8Array<ArrayBuffer>, size: number): ArrayBuffer {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return whole && bytes.length % size === 0 ? bytes.buffer : bytes.slice().buffer;
}
