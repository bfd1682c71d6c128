import type { DecoderConfig } from "@rtt/transformer";

/** How a model is to be run, and the memory that takes on WebAssembly, estimated, in bytes. */
export interface MemoryPlan {
  /** Sequences sampled together. */
  readonly samplingRows: number;
  /** Tokens of a training micro-batch, padding included. */
  readonly microBatchTokens: number;
  /** Weights as they were read, and on the backend. */
  readonly weightBytes: number;
  /** Keys and values while sampling. */
  readonly cacheBytes: number;
  /** What the backward pass of one micro-batch keeps. */
  readonly activationBytes: number;
  /** Gradients and optimizer moments. */
  readonly optimizerBytes: number;
}

const FLOAT = 4;
const CACHE_BUDGET = 2 ** 30;
const ACTIVATION_BUDGET = 1.5 * 2 ** 30;
/** Node, its libraries, tokenizer and linguistic data, measured. */
const PROCESS = 0.4 * 2 ** 30;

/**
 * Chooses batch sizes so that caches stay within 1 GiB and activations within 1.5 GiB where one
 * sequence allows it.
 *
 * @param longest tokens of the longest prompt and response together
 */
export function planMemory(
  config: DecoderConfig,
  { longest, parameters, trained }: { longest: number; parameters: number; trained: number },
): MemoryPlan {
  const cacheOfRow = longest * cacheBytesOfToken(config);
  const activationOfToken = activationBytesOfToken(config);
  const samplingRows = clamp(Math.floor(CACHE_BUDGET / cacheOfRow), 1, 256);
  const microBatchTokens = clamp(Math.floor(ACTIVATION_BUDGET / activationOfToken), longest, 8192);
  return {
    samplingRows,
    microBatchTokens,
    weightBytes: 2 * parameters * FLOAT,
    cacheBytes: samplingRows * cacheOfRow,
    activationBytes: Math.max(microBatchTokens, longest) * activationOfToken,
    optimizerBytes: 3 * trained * FLOAT,
  };
}

function cacheBytesOfToken({ layers, keyHeads, headSize }: DecoderConfig): number {
  return 2 * layers * keyHeads * headSize * FLOAT;
}

/** Every intermediate result of a layer, kept once for the backward pass and once as its gradient. */
function activationBytesOfToken(config: DecoderConfig): number {
  const { layers, hiddenSize, intermediateSize, heads, keyHeads, headSize } = config;
  const layer = 6 * hiddenSize + 3 * (heads + keyHeads) * headSize + 3 * intermediateSize;
  return 2 * layers * layer * FLOAT;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

/** The plan in one line. */
export function memoryText(plan: MemoryPlan): string {
  const { weightBytes, cacheBytes, activationBytes, optimizerBytes } = plan;
  const most = PROCESS + weightBytes + optimizerBytes + Math.max(cacheBytes, activationBytes);
  return (
    `memory, estimated for WebAssembly: ${gib(most)}, native engines take about twice as much ` +
    `(process ${gib(PROCESS)}, weights ${gib(weightBytes)}, optimizer ${gib(optimizerBytes)}, ` +
    `cache while sampling ${gib(cacheBytes)}, activations while training ${gib(activationBytes)})`
  );
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}
