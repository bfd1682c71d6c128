import * as tf from "@tensorflow/tfjs-core";
import { MemoryError } from "../memory-error.ts";
import { guardMemory } from "./guard-memory.ts";
import { instantiateKernels, type Kernels } from "./kernels.ts";
import { addressSpace, type WasmBackend } from "./wasm-backend.ts";

/** Our kernels on the memory of a TF.js WebAssembly backend, with tensors as their arguments. */
export class WasmHeap {
  readonly kernels: Kernels;
  readonly #backend: WasmBackend;

  constructor(backend: tf.KernelBackend) {
    this.#backend = backend as WasmBackend;
    guardMemory(this.#backend);
    this.kernels = instantiateKernels(this.#backend.wasm.asm.memory);
  }

  /** Address of a tensor's first element. */
  address(tensor: tf.TensorInfo): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new float32 tensor with whatever stood in its memory. */
  output<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
    const info = this.#backend.makeOutput(shape, "float32");
    return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor<R>;
  }

  /** A new float32 tensor of zeros. */
  zeros<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
    const tensor = this.output<R>(shape);
    const start = this.address(tensor);
    this.#backend.wasm.HEAPU8.fill(0, start, start + 4 * tensor.size);
    return tensor;
  }

  /** Gives a variable data of its own where clones or views share it, so that it can be written to. */
  own(variable: tf.Variable): void {
    if (this.#backend.refCount(variable.dataId) === 1) return;
    const copy = this.output(variable.shape);
    this.copy(this.address(copy), this.address(variable), 4 * variable.size);
    variable.assign(copy);
    copy.dispose();
  }

  /** Writes 32-bit integers at an address. */
  writeIntegers(address: number, values: Int32Array): void {
    new Int32Array(this.#backend.wasm.HEAPU8.buffer, address, values.length).set(values);
  }

  /** Copies bytes inside the heap. */
  copy(to: number, from: number, bytes: number): void {
    this.#backend.wasm.HEAPU8.copyWithin(to, from, from + bytes);
  }

  /** Runs with `bytes` of scratch memory, and with the scratch of gemm behind them. */
  withScratch<Result>(
    bytes: number,
    run: (scratch: number, gemmScratch: number) => Result,
  ): Result {
    const total = bytes + this.kernels.gemmScratch();
    const { wasm } = this.#backend;
    const scratch = total < addressSpace ? wasm["_malloc"](total) >>> 0 : 0;
    if (scratch === 0) throw new MemoryError(total, wasm.HEAPU8.length);
    try {
      return run(scratch, scratch + bytes);
    } finally {
      wasm["_free"](scratch);
    }
  }
}
