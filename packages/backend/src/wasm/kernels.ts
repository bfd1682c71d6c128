import { plainKernels, relaxedKernels } from "./kernel-bytes.ts";

/** An address in the WebAssembly memory. */
type Address = number;

/** What kernels/ exports; sizes in elements, matrices row-major. */
export interface Kernels {
  gemmScratch(): number;
  gemm(
    a: Address,
    lda: number,
    transA: boolean,
    b: Address,
    ldb: number,
    transB: boolean,
    c: Address,
    ldc: number,
    m: number,
    n: number,
    k: number,
    alpha: number,
    add: boolean,
    scratch: Address,
  ): void;
  attentionForward(...parameters: number[]): void;
  attentionBackward(...parameters: number[]): void;
  decodeAttention(...parameters: number[]): void;
  logProbsForward(...parameters: number[]): void;
  logProbsBackward(...parameters: number[]): void;
  rmsNormForward(...parameters: number[]): void;
  rmsNormBackward(...parameters: number[]): void;
  swiGluForward(...parameters: number[]): void;
  swiGluBackward(...parameters: number[]): void;
  rotary(...parameters: number[]): void;
  gatherRows(...parameters: number[]): void;
  scatterRows(...parameters: number[]): void;
  sumSquares(...parameters: number[]): number;
  adamW(...parameters: number[]): void;
}

/**
 * Instantiates the kernels on the memory of a running TF.js WebAssembly backend: those with relaxed
 * SIMD (fused multiply-add) where the runtime has it, which Node does from version 22.
 */
export function instantiateKernels(memory: WebAssembly.Memory): Kernels {
  const relaxed = decode(relaxedKernels);
  const bytes = WebAssembly.validate(relaxed) ? relaxed : decode(plainKernels);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return instance.exports as unknown as Kernels;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
