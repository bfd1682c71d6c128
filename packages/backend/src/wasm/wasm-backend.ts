import type * as tf from "@tensorflow/tfjs-core";

/** What TF.js's WebAssembly backend keeps of one tensor. */
interface WasmData {
  readonly id: number;
  readonly memoryOffset: number;
}

/** What we use of TF.js's WebAssembly backend beyond its public interface. */
export interface WasmBackend extends tf.KernelBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly HEAPU8: Uint8Array;
    readonly tfjs: { disposeData(id: number): void };
    /** The address as a signed 32-bit integer; 0 where there is no room. */
    readonly ["_malloc"]: (bytes: number) => number;
    readonly ["_free"]: (address: number) => void;
  };
  readonly dataIdMap: { get(id: object): WasmData; delete(id: object): boolean };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

/** Sizes from here on wrap around in 32 bits, and malloc would give too little instead of nothing. */
export const addressSpace: number = 2 ** 32;
