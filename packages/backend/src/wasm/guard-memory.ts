import * as tf from "@tensorflow/tfjs-core";
import { MemoryError } from "../memory-error.ts";
import { addressSpace, type WasmBackend } from "./wasm-backend.ts";

/**
 * Makes every allocation of a TF.js WebAssembly backend fail loudly. TF.js itself does not look at
 * what malloc returns: where the 4 GiB are used up, it would put the tensor at address 0.
 */
export function guardMemory(backend: WasmBackend): void {
  const move = backend.move.bind(backend);
  backend.move = (dataId, values, shape, dtype, refCount) => {
    if (dtype === "string") return move(dataId, values, shape, dtype, refCount);
    const bytes = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype);
    if (bytes >= addressSpace) throw new MemoryError(bytes, backend.wasm.HEAPU8.length);
    // Without values, so that nothing is written before the address is known to be one.
    move(dataId, null as unknown as tf.BackendValues, shape, dtype, refCount);
    const { id, memoryOffset } = backend.dataIdMap.get(dataId);
    if (memoryOffset === 0 && bytes > 0) {
      backend.wasm.tfjs.disposeData(id);
      backend.dataIdMap.delete(dataId);
      throw new MemoryError(bytes, backend.wasm.HEAPU8.length);
    }
    const source = values as tf.TypedArray | null;
    if (source !== null)
      backend.wasm.HEAPU8.set(
        new Uint8Array(source.buffer, source.byteOffset, bytes),
        memoryOffset,
      );
  };
}
