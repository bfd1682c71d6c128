export function compileKernels(): Promise<Uint8Array>;
export function kernelModule(bytes: Uint8Array): string;
