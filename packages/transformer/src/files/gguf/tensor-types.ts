import { brainFloats, halves } from "../float-formats.ts";
import { q4K, q5K, q6K } from "./k-quants.ts";
import { q4_0, q4_1, q5_0, q5_1, q8_0 } from "./legacy-quants.ts";

/** How the numbers of one GGUF tensor type are stored: in blocks, each on its own. */
export interface TensorType {
  readonly name: string;
  /** Numbers of a block. */
  readonly numbers: number;
  /** Bytes of a block. */
  readonly bytes: number;
  /** Whole blocks as float32; the result may share their memory. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Float32Array;
}

/** The tensor types that are known, by ggml's number. */
export const tensorTypes: Readonly<Record<number, TensorType>> = {
  0: { name: "F32", numbers: 1, bytes: 4, read: (bytes) => new Float32Array(bytes.buffer) },
  1: { name: "F16", numbers: 1, bytes: 2, read: halves },
  2: { name: "Q4_0", numbers: 32, bytes: 18, read: q4_0 },
  3: { name: "Q4_1", numbers: 32, bytes: 20, read: q4_1 },
  6: { name: "Q5_0", numbers: 32, bytes: 22, read: q5_0 },
  7: { name: "Q5_1", numbers: 32, bytes: 24, read: q5_1 },
  8: { name: "Q8_0", numbers: 32, bytes: 34, read: q8_0 },
  12: { name: "Q4_K", numbers: 256, bytes: 144, read: q4K },
  13: { name: "Q5_K", numbers: 256, bytes: 176, read: q5K },
  14: { name: "Q6_K", numbers: 256, bytes: 210, read: q6K },
  30: { name: "BF16", numbers: 1, bytes: 2, read: brainFloats },
};
