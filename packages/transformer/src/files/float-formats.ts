/** Reads little-endian floats of each safetensors type as float32. */
export const floatReaders: Readonly<Record<string, (bytes: Uint8Array) => Float32Array>> = {
  F64: (bytes) => Float32Array.from(new Float64Array(aligned(bytes))),
  F32: (bytes) => new Float32Array(aligned(bytes)),
  F16: (bytes) => Float32Array.from(new Uint16Array(aligned(bytes)), halfToFloat),
  BF16: (bytes) => {
    const words = Uint32Array.from(new Uint16Array(aligned(bytes)), (half) => half << 16);
    return new Float32Array(words.buffer);
  },
};

/** An IEEE half as a number. */
export function halfToFloat(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
