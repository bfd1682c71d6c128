import * as tf from "@tensorflow/tfjs-core";

/**
 * Lets clones on the WebAssembly backend share their data, as reshapes do; TF.js copies it.
 * Whoever writes into a tensor's memory has to call `WasmHeap.own` first.
 */
export function registerIdentity(backend: tf.KernelBackend): void {
  tf.unregisterKernel("Identity", "wasm");
  tf.registerKernel({
    kernelName: "Identity",
    backendName: "wasm",
    kernelFunc: ({ inputs }) => {
      const { dataId, shape, dtype } = inputs["x"] as tf.TensorInfo;
      backend.incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
