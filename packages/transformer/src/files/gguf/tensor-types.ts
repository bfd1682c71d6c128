import { brainFloats, floatFormats, halfToFloat, halves } from "../float-formats.ts";

/** How numbers of one GGUF tensor type are stored. */
export interface TensorType {
  readonly name: string;
  /** Numbers of one block. */
  readonly blockSize: number;
  readonly blockBytes: number;
  readonly read: (bytes: Uint8Array<ArrayBuffer>, count: number) => Float32Array;
}

const quantized = 32;

/** Known tensor types by their numbers in GGUF. */
export const tensorTypes: Readonly<Record<number, TensorType | undefined>> = {
  0: { name: "F32", blockSize: 1, blockBytes: 4, read: floatFormats["F32"]!.read },
  1: { name: "F16", blockSize: 1, blockBytes: 2, read: halves },
  30: { name: "BF16", blockSize: 1, blockBytes: 2, read: brainFloats },
  // One half-precision unit, then 32 signed bytes.
  8: blocks("Q8_0", 34, (view, at, out, to) => {
    const unit = halfToFloat(view.getUint16(at, true));
    for (let i = 0; i < quantized; i++) out[to + i] = view.getInt8(at + 2 + i) * unit;
  }),
  // One half-precision unit, then 32 nibbles less 8: low halves first, then high halves.
  2: blocks("Q4_0", 18, (view, at, out, to) => {
    const unit = halfToFloat(view.getUint16(at, true));
    for (let i = 0; i < quantized / 2; i++) {
      const pair = view.getUint8(at + 2 + i);
      out[to + i] = ((pair & 15) - 8) * unit;
      out[to + i + quantized / 2] = ((pair >> 4) - 8) * unit;
    }
  }),
  // A unit and an offset in half precision, then 32 nibbles; rounded as the reference does.
  3: blocks("Q4_1", 20, (view, at, out, to) => {
    const unit = halfToFloat(view.getUint16(at, true));
    const offset = halfToFloat(view.getUint16(at + 2, true));
    for (let i = 0; i < quantized / 2; i++) {
      const pair = view.getUint8(at + 4 + i);
      out[to + i] = Math.fround((pair & 15) * unit) + offset;
      out[to + i + quantized / 2] = Math.fround((pair >> 4) * unit) + offset;
    }
  }),
};

function blocks(
  name: string,
  blockBytes: number,
  readBlock: (view: DataView, at: number, out: Float32Array, to: number) => void,
): TensorType {
  return {
    name,
    blockSize: quantized,
    blockBytes,
    read: (bytes, count) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const out = new Float32Array(count);
      for (let block = 0; block < count / quantized; block++)
        readBlock(view, block * blockBytes, out, block * quantized);
      return out;
    },
  };
}
