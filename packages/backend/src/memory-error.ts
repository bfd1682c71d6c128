import { RttError } from "@rtt/core";

/** The backend has no memory left for what was asked. */
export class MemoryError extends RttError {
  readonly code = "memory";
  constructor(bytes: number, heapBytes: number, options?: ErrorOptions) {
    const asked = Math.ceil(bytes / 2 ** 20);
    const held = Math.round(heapBytes / 2 ** 20);
    super(
      `the WebAssembly heap cannot give ${asked} MiB more (it holds ${held} MiB, 4096 at most); ` +
        "use smaller micro-batches, shorter responses, or the native backend",
      options,
    );
  }
}
