import { ConfigError } from "@rtt/core";
import { backendNames, type BackendName } from "./backend-name.ts";
import { openers } from "./openers.ts";

/** The engine that TF.js runs on from now on. */
export interface Backend {
  readonly name: BackendName;
  readonly description: string;
  /** Faster engines that were tried and why they are not used. */
  readonly rejected: readonly { readonly name: BackendName; readonly reason: string }[];
}

const remedies: Readonly<Record<BackendName, string>> = {
  cuda: "install @tensorflow/tfjs-node-gpu beside an NVIDIA driver, CUDA and cuDNN",
  native: "run `node scripts/native-tf.mjs`, or install @tensorflow/tfjs-node",
  wasm: "reinstall @tensorflow/tfjs-backend-wasm",
  cpu: "reinstall @tensorflow/tfjs-backend-cpu",
};

/**
 * Starts TF.js on the fastest engine that works: cuda, native, wasm, cpu, in this order; or on the
 * one asked for, and no other.
 *
 * @throws ConfigError when the engine asked for does not start, with the remedy
 */
export async function openBackend(choice?: BackendName): Promise<Backend> {
  const rejected: { name: BackendName; reason: string }[] = [];
  for (const name of choice === undefined ? backendNames : [choice]) {
    try {
      return { name, description: await openers[name](), rejected };
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error);
      if (choice !== undefined)
        throw new ConfigError("backend", `${name} does not start: ${reason}; ${remedies[name]}`, {
          cause: error,
        });
      rejected.push({ name, reason });
    }
  }
  throw new ConfigError("backend", `none starts: ${rejected.map((r) => r.reason).join("; ")}`);
}
