import type { RelevanceExample } from "./examples.ts";

/** Prompt and response of some examples in one rectangle, row by row, padded on the right. */
export interface PaddedBatch {
  readonly rows: number;
  /** Tokens of the longest row. */
  readonly width: number;
  /** Shape `[rows * width]`; 0 on padding, which a causal model never reads from the left of it. */
  readonly tokens: Int32Array;
  /** Where each response begins in `tokens`, shape `[rows]`. */
  readonly starts: readonly number[];
}

export function paddedBatch(
  examples: readonly Pick<RelevanceExample, "promptTokens" | "tokens">[],
): PaddedBatch {
  const width = Math.max(
    ...examples.map(({ promptTokens, tokens }) => promptTokens.length + tokens.length),
  );
  const batch = new Int32Array(examples.length * width);
  const starts = examples.map(({ promptTokens, tokens }, row) => {
    const start = row * width + promptTokens.length;
    batch.set(promptTokens, row * width);
    batch.set(tokens, start);
    return start;
  });
  return { rows: examples.length, width, tokens: batch, starts };
}
