import type { Prompt, Rollout } from "@rtt/core";
import type { SampledTokens } from "../sampling/sample-tokens.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** A sampled response as a rollout: its text is without the end-of-sequence token, whose span is empty. */
export function rolloutOf(
  prompt: Prompt,
  index: number,
  promptTokens: Int32Array,
  { tokens, logProbs, stopReason }: SampledTokens,
  tokenizer: Tokenizer,
): Rollout {
  const body = stopReason === "stop" ? tokens.subarray(0, -1) : tokens;
  const { text, tokenSpans } = tokenizer.decode(body);
  const end = { start: text.length, end: text.length };
  return {
    id: `${prompt.id}/${index}`,
    promptId: prompt.id,
    promptTokens,
    tokens,
    logProbs,
    text,
    tokenSpans: stopReason === "stop" ? [...tokenSpans, end] : tokenSpans,
    stopReason,
  };
}
