/** The engines that TF.js can run on here, fastest first. */
export const backendNames = ["cuda", "native", "wasm", "cpu"] as const;

/** `cuda`: tfjs-node-gpu; `native`: tfjs-node; `wasm`: WebAssembly with our kernels; `cpu`: JavaScript. */
export type BackendName = (typeof backendNames)[number];
