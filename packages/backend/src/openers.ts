import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import type { BackendName } from "./backend-name.ts";
import { loadNative } from "./load-native.ts";
import { currentHeap } from "./wasm/current-heap.ts";

/** Brings one engine up and describes it, or throws with the reason why it cannot. */
export const openers: Readonly<Record<BackendName, () => Promise<string>>> = {
  cuda: () => openNative("@tensorflow/tfjs-node-gpu", true),
  native: () => openNative("@tensorflow/tfjs-node", false),
  wasm: async () => {
    await use("wasm");
    currentHeap();
    return `WebAssembly (TF.js ${version_wasm}) with RTT's own kernels, one thread`;
  },
  cpu: async () => {
    await use("cpu");
    return `plain JavaScript (TF.js ${tf.version["tfjs-core"]}), slow, for comparison`;
  },
};

/** What we use of TF.js's native backend beyond its public interface. */
interface NativeBackend {
  readonly binding: { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
}

async function openNative(packageName: string, gpu: boolean): Promise<string> {
  loadNative(packageName);
  await use("tensorflow");
  const { binding, isUsingGpuDevice } = tf.backend() as unknown as NativeBackend;
  if (gpu && !isUsingGpuDevice) throw new Error("libtensorflow sees no GPU that it can use");
  return `libtensorflow ${binding.TF_Version} through ${packageName} ${tf.version["tfjs-core"]}`;
}

async function use(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`TF.js could not start its backend "${name}"`);
  await tf.ready();
}
