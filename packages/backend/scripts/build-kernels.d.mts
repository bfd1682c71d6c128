export interface CompiledKernels {
  readonly plain: Uint8Array;
  readonly relaxed: Uint8Array;
}
export function compileKernels(): Promise<CompiledKernels>;
export function kernelModule(kernels: CompiledKernels): string;
