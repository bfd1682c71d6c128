import * as tf from "@tensorflow/tfjs";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import type { BackendName } from "./backend-name.ts";
import { loadNative } from "./load-native.ts";
import { registerMatMul } from "./wasm/register-matmul.ts";

/** Brings one engine up and describes it, or throws with the reason why it cannot. */
export const openers: Readonly<Record<BackendName, () => Promise<string>>> = {
  cuda: () => openNative("@tensorflow/tfjs-node-gpu"),
  native: () => openNative("@tensorflow/tfjs-node"),
  wasm: async () => {
    await use("wasm");
    registerMatMul();
    return `WebAssembly (TF.js ${version_wasm}) with RTT's own kernels, one thread`;
  },
  cpu: async () => {
    await use("cpu");
    return `plain JavaScript (TF.js ${tf.version["tfjs-core"]}), slow, for comparison`;
  },
};

async function openNative(packageName: string): Promise<string> {
  const description = loadNative(packageName);
  await use("tensorflow");
  return description;
}

async function use(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`TF.js could not start its backend "${name}"`);
  await tf.ready();
}
